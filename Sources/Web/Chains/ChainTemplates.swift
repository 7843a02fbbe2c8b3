import Hummingbird
import Kernel
import Practice
import Scheduling

/// Which services the office offers in a row.
enum ChainTemplates {
  static func list(_ web: WebRequest) async throws -> Response { .page(try await page(web, nil)) }

  static func show(_ web: WebRequest) async throws -> Response {
    .page(try await page(web, try web.id("chain")))
  }

  static func add(_ web: WebRequest) async throws -> Response { try await keep(web, nil) }

  static func edit(_ web: WebRequest) async throws -> Response { try await keep(web, try web.id("chain")) }

  static func retire(_ web: WebRequest) async throws -> Response {
    try await web.scheduling.retireChain(try web.id("chain"), by: web.who)
    return .seeOther("/chain-templates").saying("The chain can no longer be booked. What is booked stays.")
  }

  private static func keep(_ web: WebRequest, _ id: ID<ChainTemplate>?) async throws -> Response {
    try await web.attempt {
      let draft = try draft(web.form)
      try await web.scheduling.keepChain(draft, replacing: id, by: web.who)
      return .seeOther("/chain-templates").saying("“\(draft.name)” can be booked now.")
    } refused: { problems in
      try await page(web, id, problems)
    }
  }

  /// Steps without a visit type are empty lines of the form.
  private static func draft(_ form: Form) throws -> ChainDraft {
    let steps = try (1...8).compactMap { line -> ChainDraft.Step? in
      guard let type: ID<VisitType> = try form.optionalID("type-\(line)", called: "kind of visit") else {
        return nil
      }
      return ChainDraft.Step(
        try form.optionalInt("position-\(line)", 0...99, called: "the position") ?? line, type,
        with: try form.optionalID("provider-\(line)", called: "provider"),
        gap: try form.optionalInt("least-\(line)", -999...999, called: "the shortest gap") ?? 0,
        to: try form.optionalInt("most-\(line)", -999...999, called: "the longest gap") ?? 15)
    }
    return ChainDraft(name: form["name"], steps: steps)
  }

  private static func page(
    _ web: WebRequest, _ id: ID<ChainTemplate>?, _ problems: FormProblems = .none
  ) async throws -> HTML {
    let chains = try await web.scheduling.chains(by: web.who)
    let types = try await web.scheduling.visitTypes(by: web.who)
    let providers = try await web.practice.providers(by: web.who).filter(\.active)
    if let id, !chains.contains(where: { $0.id == id }) { throw NotFound("chain") }
    return try await web.page(
      chainTemplatesPage(
        ChainTemplatesView(
          chains, editing: chains.first { $0.id == id }, types: types, providers: providers, typed: web.form,
          keys: web.keys, problems: problems)))
  }
}
