import HTTPTypes
import Hummingbird
import Kernel
import NIOCore
import Practice
import Scheduling
import Wire

/// Calendar feeds: the page that makes and ends them, and the secret addresses at which other programs read them.
enum Feeds {
  static func list(_ web: WebRequest) async throws -> Response {
    .page(try await page(web))
  }

  static func make(_ web: WebRequest) async throws -> Response {
    try await web.attempt {
      let made = try await web.scheduling.makeFeed(try feedAsk(web), by: web.who)
      let view = FeedAddressView(
        name: made.feed.name, detail: made.feed.detail, address: "\(web.origin)/feeds/\(made.token).ics")
      return .page(try await web.page(feedAddressPage(view)))
    } refused: { problems in
      try await page(web, problems)
    }
  }

  static func revoke(_ web: WebRequest) async throws -> Response {
    try await web.scheduling.revokeFeed(try web.id("feed"), by: web.who)
    return .seeOther("/feeds").saying("The feed is revoked. Its address answers nobody any more.")
  }

  /// The one address that opens without signing in: knowing it is the key.
  static func fetch(_ web: WebRequest) async throws -> Response {
    let part = try web.part("feed")
    let contents = try await web.scheduling.fetchFeed(
      token: part.hasSuffix(".ics") ? String(part.dropLast(4)) : "", address: web.address,
      request: web.number)
    let practice = try await web.practice.profile()?.name ?? ""
    return .calendar(contents.calendar(of: practice).text, known: web.request.headers[.ifNoneMatch])
  }

  private static func feedAsk(_ web: WebRequest) throws -> FeedAsk {
    let (of, detail, purpose) = try web.form.all(
      { try $0.holder("of") },
      { try $0.choice("detail", called: "how much it tells") as CalendarFeed.Detail },
      { try $0.optionalText("purpose", max: 80, called: "what it is for") ?? "" })
    return FeedAsk(of: of, detail: detail, purpose: purpose, submission: try web.submission())
  }

  private static func page(_ web: WebRequest, _ problems: FormProblems = .none) async throws -> HTML {
    let (who, moments) = (web.who, try await web.moments())
    let places = try await web.practice.locations(by: who).filter(\.active)
    let providers = try await web.practice.providers(by: who).filter(\.active)
    let resources = try await web.practice.resources(by: who).filter(\.active)
    let feeds = try await web.scheduling.feeds(by: who)
    var view = FeedsView(
      feeds: feeds.map { FeedLine($0, moments) },
      sheets: SheetChoices(places, providers, today: moments.today),
      mayExport: who.may(.exportData), keys: web.keysOnce, problems: problems)
    view.subjects = subjects(providers, who.may(.manageSchedule) ? resources : [], places, who)
    view.details = who.may(.seePatients) ? CalendarFeed.Detail.allCases : [.busy]
    (view.of, view.detail, view.purpose) = (web.form["of"], web.form["detail"], web.form["purpose"])
    return try await web.page(feedsPage(view))
  }

  /// Whose calendar this person may make a feed of.
  private static func subjects(
    _ providers: [Provider], _ resources: [Resource], _ places: [Location], _ who: Who
  ) -> [Choice] {
    let names = Dictionary(uniqueKeysWithValues: places.map { ($0.id, $0.name) })
    return providers.filter { who.may(.manageSchedule) || $0.staff == who.staff }
      .map { Choice("provider:\($0.id)", $0.title) }
      + resources.compactMap { one in
        names[one.location].map { Choice("resource:\(one.id)", "\(one.name), \($0)") }
      }
  }
}

extension Form {
  /// A provider, room or device: `provider:<id>`.
  fileprivate func holder(_ name: String) throws -> Holder {
    let words = self[name].split(separator: ":", maxSplits: 1).map(String.init)
    if words.count == 2 {
      if words[0] == "provider", let id = ID<Provider>(words[1]) { return .provider(id) }
      if words[0] == "resource", let id = ID<Resource>(words[1]) { return .resource(id) }
    }
    throw InvalidInput(name, "Choose whose calendar it is.")
  }
}

extension FeedLine {
  fileprivate init(_ feed: CalendarFeed, _ moments: Moments) {
    self.init(
      id: feed.id.rawValue, name: feed.name, detail: feed.detail, purpose: feed.purpose,
      made: "Made \(moments.stamp(feed.madeAt)) by \(feed.maker.name)",
      fetched: feed.fetchedAt.map { "last fetched \(moments.stamp($0))" } ?? "not fetched yet",
      answers: feed.answers)
  }
}

extension Response {
  /// A calendar, or only that it is as it was. No cache on the way keeps it.
  fileprivate static func calendar(_ text: String, known: String?) -> Response {
    let tag = "\"\(SHA256.hex(text).prefix(32))\""
    let same = known.map { $0.split(separator: ",").contains { String($0).trimmed.hasSuffix(tag) } } ?? false
    return Response(
      status: same ? .notModified : .ok,
      headers: [.contentType: "text/calendar; charset=utf-8", .eTag: tag],
      body: same ? ResponseBody() : ResponseBody(byteBuffer: ByteBuffer(string: text)))
  }
}
