import Foundation
import Testing

/// Links that lead nowhere, from any page of the documents to a file or a heading.
private func deadLinks(_ pages: [HouseFile], exists: (String) -> Bool) throws -> [Finding] {
  let anchors = try Dictionary(uniqueKeysWithValues: pages.map { ($0.path, try headings($0.text)) })
  return try pages.flatMap { page in
    try matches("\\]\\(([^)\\s]+)\\)", in: page.text).compactMap { link -> Finding? in
      let target = link.groups[1]
      guard !target.contains("://"), !target.hasPrefix("mailto:") else { return nil }
      let parts = target.split(separator: "#", omittingEmptySubsequences: false).map(String.init)
      let path = parts[0].isEmpty ? page.path : resolve(parts[0], from: page.path)
      if !exists(path) { return Finding(page.path, link.line, "leads nowhere: \(target)") }
      guard parts.count > 1, let known = anchors[path], !known.contains(parts[1]) else { return nil }
      return Finding(page.path, link.line, "no such heading: \(target)")
    }
  }
}

private func resolve(_ link: String, from page: String) -> String {
  var parts = page.split(separator: "/").dropLast().map(String.init)
  for part in link.split(separator: "/").map(String.init) where part != "." {
    if part == ".." { _ = parts.popLast() } else { parts.append(part) }
  }
  return parts.joined(separator: "/")
}

/// `## Start it` → `start-it`, as the usual readers of Markdown make their anchors.
private func headings(_ text: String) throws -> Set<String> {
  Set(
    try matches("^#+ +(.+)$", in: text).map { heading in
      let kept = heading.groups[1].lowercased().filter { $0.isLetter || $0.isNumber || " -_".contains($0) }
      return kept.replacingOccurrences(of: " ", with: "-")
    })
}

/// What README promises under "What it does" and no page of the handbook explains.
private func unexplained(readme: String, exists: (String) -> Bool) throws -> [String] {
  let start = readme.range(of: "## What it does")?.upperBound ?? readme.endIndex
  let end = readme.range(of: "\n## ", range: start..<readme.endIndex)?.lowerBound ?? readme.endIndex
  let promises = try matches("^- (.*)$", in: String(readme[start..<end])).map { $0.groups[1] }
  guard !promises.isEmpty else { return ["README has no list under \"What it does\""] }
  return try promises.filter { promise in
    let page = try matches("^\\*?\\*?\\[[^\\]]+\\]\\((docs/handbook/[\\w-]+\\.md)\\)", in: promise).first
    return page.map { !exists($0.groups[1]) } ?? true
  }
}

/// Pages of a folder that its index does not name.
private func unlisted(_ names: [String], index: String) -> [String] {
  names.filter { $0.hasSuffix(".md") && $0 != "README.md" && !index.contains("(\($0))") }
}

/// What the package depends on: other packages and the libraries of the system.
private func dependencies(manifest: String) throws -> [String] {
  try matches("\\.package\\(url: \"[^\"]*/([\\w.-]+)\"", in: manifest).map { $0.groups[1] }
    + matches("\\.systemLibrary\\(name: \"(\\w+)\"", in: manifest).map { $0.groups[1] }
}

private func undecided(_ dependencies: [String], decisions: String) throws -> [String] {
  try dependencies.filter { name in
    let heading = "^#+ .*`\(NSRegularExpression.escapedPattern(for: name))`"
    return try matches(heading, in: decisions).isEmpty
  }
}

@Suite struct DocsTests {
  @Test func `every link of the documents leads somewhere`() throws {
    expectNone(try deadLinks(House.pages, exists: House.exists))
  }

  @Test func `every capability in README has a page of the handbook`() throws {
    #expect(try unexplained(readme: House.text("README.md"), exists: House.exists) == [])
  }

  @Test(arguments: ["docs/decisions", "docs/handbook"])
  func `the index names every page`(_ folder: String) throws {
    #expect(try unlisted(House.names(in: folder), index: House.text("\(folder)/README.md")) == [])
  }

  @Test func `every dependency has its decision, with a reason`() throws {
    let pages = House.pages.filter { $0.path.hasPrefix("docs/decisions/") }.map(\.text).joined(
      separator: "\n")
    #expect(try undecided(dependencies(manifest: House.text("Package.swift")), decisions: pages) == [])
  }

  @Test func `the table of settings in README names every one there is`() throws {
    let settings = try House.sources.flatMap { try matches("^[^\n]*= \"(FOYER_[A-Z_]+)\"", in: $0.text) }.map
    { $0.groups[1] }
    let readme = try House.text("README.md")
    #expect(settings.filter { !readme.contains("`\($0)`") } == [])
  }

  @Test func `every part of the browser harness is pinned to one version`() throws {
    let lines = try House.text("Tests/Browser/requirements.txt").split(separator: "\n").filter {
      !$0.hasPrefix("#")
    }
    #expect(try lines.filter { try matches("^[\\w.-]+==[\\w.]+$", in: String($0)).isEmpty } == [])
  }

  @Test func `a dead link and a missing heading are found`() throws {
    let page = HouseFile("docs/a.md", "# One thing\n[b](b.md) [c](../c.md#two) [d](#one-thing) [e](#two)")
    let other = HouseFile("c.md", "## Three")
    let found = try deadLinks([page, other]) { $0 != "docs/b.md" }
    #expect(
      found.map(\.what) == [
        "leads nowhere: b.md", "no such heading: ../c.md#two", "no such heading: #two",
      ])
  }

  @Test func `a promise without a page is found`() throws {
    let readme = "## What it does\n\n- **[Day](docs/handbook/day.md)**: x\n- Billing\n\n## Next\n- other"
    #expect(try unexplained(readme: readme) { _ in true } == ["Billing"])
    #expect(try unexplained(readme: readme) { _ in false }.count == 2)
  }

  @Test func `a page that no index names is found`() {
    #expect(unlisted(["README.md", "day.md", "week.md"], index: "[Day](day.md)") == ["week.md"])
  }

  @Test func `a dependency without a decision is found`() throws {
    let manifest =
      ".package(url: \"https://example.org/a/new-thing\", from: \"1.0.0\"), .systemLibrary(name: \"CNew\")"
    #expect(try dependencies(manifest: manifest) == ["new-thing", "CNew"])
    #expect(try undecided(["new-thing", "CNew"], decisions: "## `new-thing`\n") == ["CNew"])
  }
}
