import ArgumentParser
import CMalloc
import Foundation
import Kernel
import Logging

struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Opens the practice to its browsers, until Ctrl-C or SIGTERM.",
    discussion: "Requests that are running when it is stopped finish, for at most ten seconds.")

  @OptionGroup var listen: ListenFlags
  @OptionGroup var post: PostFlags
  @OptionGroup var place: PlaceFlags

  func run() async throws {
    keepMemoryOfPages()
    let configuration = try place.configuration(listen.given.merging(post.given) { $1 })
    try configuration.refuseInsecureBind()
    try LogLines.start(configuration)
    let folder = try DataFolder.open(configuration.data)
    // Two servers on one SQLite file would be two writers that know nothing of each other's live pages.
    let lock = configuration.databaseURL == nil ? try FolderLock(folder, for: "foyer serve") : nil
    defer { withExtendedLifetime(lock) {} }
    let office = try await Office.open(configuration)
    let result = await Result { try await Server(office: office).run() }
    await office.close()
    try result.get()
  }

  /// A large day is a page of half a megabyte. By itself glibc would give such memory back to the kernel after each
  /// page and fetch it anew for the next (mallopt(3), M_MMAP_THRESHOLD and M_TRIM_THRESHOLD).
  private func keepMemoryOfPages() {
    mallopt(M_MMAP_THRESHOLD, 8 << 20)
    mallopt(M_TRIM_THRESHOLD, 32 << 20)
  }
}
