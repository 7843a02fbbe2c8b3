/// Where a person wanted to go before signing in. It travels in an address, so it must lead nowhere else and
/// carry nothing about a patient: the path, and of the query only the parts that name days, places and views.
func safeNext(_ asked: String) -> String {
  let local = localPath(asked)
  let halves = local.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
  guard halves.count == 2, let query = try? Form(query: String(halves[1])) else { return String(halves[0]) }
  let kept = query.fields.filter { harmless.contains($0.name) && $0.value.utf8.count <= 80 }
  guard !kept.isEmpty else { return String(halves[0]) }
  return halves[0] + "?" + kept.map { "\($0.name)=\(percentEncoded($0.value))" }.joined(separator: "&")
}

private let harmless: Set<String> = [
  "day", "week", "month", "from", "to", "location", "provider", "type", "view", "page", "part",
]

/// The address if it stays in this office, else the first page.
///
/// `//elsewhere` and `/\elsewhere` leave the host in a browser's eyes; a line end would start another header.
func localPath(_ path: String) -> String {
  let bytes = path.utf8
  guard bytes.first == UInt8(ascii: "/"), bytes.count <= 2000,
    bytes.dropFirst().first != UInt8(ascii: "/"),
    bytes.allSatisfy({ $0 > 32 && $0 < 127 && $0 != UInt8(ascii: "\\") })
  else { return "/" }
  let fragment = path.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
  return fragment.count == 1 ? path : path
}
