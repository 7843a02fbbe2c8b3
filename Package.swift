// swift-tools-version: 6.2
import PackageDescription

let house: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// A room of the house: a target that imports only what stands below it (`ARCHITECTURE.md`).
func room(_ name: String, _ below: [Target.Dependency], resources: [Resource]? = nil) -> Target {
  .target(name: name, dependencies: below, resources: resources, swiftSettings: house)
}

func tests(_ name: String, _ of: [Target.Dependency], exclude: [String] = []) -> Target {
  .testTarget(name: name, dependencies: ["Support"] + of, exclude: exclude, swiftSettings: house)
}

let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let threads: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")
let sqlite: Target.Dependency = .product(name: "GRDBSQLite", package: "GRDB.swift")
let nio: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let log: Target.Dependency = .product(name: "Logging", package: "swift-log")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let tls: Target.Dependency = .product(name: "HummingbirdTLS", package: "hummingbird")
let tlsFiles: Target.Dependency = .product(name: "NIOSSL", package: "swift-nio-ssl")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let signals: Target.Dependency = .product(name: "UnixSignals", package: "swift-service-lifecycle")
let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
  name: "foyer",
  products: [.executable(name: "foyer", targets: ["foyer"])],
  dependencies: [
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.30.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
  ],
  targets: [
    // Ground
    .systemLibrary(name: "CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
    .systemLibrary(name: "CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])]),
    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .systemLibrary(name: "CMalloc"),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    room("Kernel", ["CSodium", "CCrypto"]),
    room("Store", ["Kernel", "CPostgres", grdb, sqlite, threads, log]),
    room("Wire", ["Kernel", "CZlib"]),
    room("Post", ["Kernel", "CCurl"]),
    // Practice, records, desks
    room("Practice", ["Kernel", "Store"]),
    room("Records", ["Kernel", "Store", "Practice"]),
    room("Scheduling", ["Kernel", "Store", "Post", "Practice", "Records"]),
    room("Demo", ["Kernel", "Store", "Practice", "Records", "Scheduling"]),
    // Doors
    room(
      "Web",
      [
        "Kernel", "Store", "Wire", "Post", "Practice", "Records", "Scheduling", hummingbird, nio, lifecycle,
        log,
      ],
      resources: [.copy("public")]),
    .executableTarget(
      name: "foyer",
      dependencies: [
        "Kernel", "Store", "Wire", "Post", "Practice", "Records", "Scheduling", "Demo", "Web", "CMalloc",
        hummingbird, tls, tlsFiles, lifecycle, signals, log, nio, threads, arguments,
      ],
      swiftSettings: house),

    // A server of one's own to drive over HTTP, and many at one desk, for benchmarks and for tests of bad days
    .target(
      name: "Driver", dependencies: ["Kernel", "Store", "Practice", "Records", "Scheduling"],
      path: "Benchmarks/Driver", swiftSettings: house),

    .executableTarget(
      name: "foyer-bench",
      dependencies: ["Driver", "Kernel", "Store", "Practice", "Records", "Scheduling", grdb],
      path: "Benchmarks/Bench", swiftSettings: house),

    .target(
      name: "Support",
      dependencies: ["Kernel", "Store", "Practice", "Records", "Scheduling", "Web", hummingbird, nio, log],
      path: "Tests/Support", swiftSettings: house),
    tests("KernelTests", ["Kernel"]),
    tests("StoreTests", ["Kernel", "Store"], exclude: ["migrations.txt"]),
    tests("WireTests", ["Kernel", "Wire"], exclude: ["Fixtures"]),
    tests("PostTests", ["Kernel", "Post", nio, threads]),
    tests("PracticeTests", ["Kernel", "Store", "Practice"]),
    tests("RecordsTests", ["Kernel", "Store", "Practice", "Records"]),
    tests("SchedulingTests", ["Kernel", "Store", "Post", "Practice", "Records", "Scheduling", "Driver"]),
    tests(
      "WebTests",
      [
        "Kernel", "Store", "Wire", "Post", "Practice", "Records", "Scheduling", "Web", hummingbird, nio, log,
      ]),
    tests(
      "FoyerTests",
      [
        "Kernel", "Store", "Post", "Practice", "Records", "Scheduling", "Web", "foyer", "Driver", log,
        arguments,
      ]),
    tests("DemoTests", ["Kernel", "Store", "Practice", "Records", "Scheduling", "Demo"]),
    .testTarget(
      name: "HouseTests", swiftSettings: house),
  ]
)
