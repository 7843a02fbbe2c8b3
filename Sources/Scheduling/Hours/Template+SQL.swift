import Kernel
import Practice
import Store

extension Transaction {
  /// The templates that say something about any of these days, of some providers or all, at one location or all.
  package func templates(
    _ days: ClosedRange<LocalDay>, providers: [ID<Provider>]? = nil, location: ID<Location>? = nil
  ) throws -> [Template] {
    let all = try settled("templates") {
      Dictionary(grouping: try templates(where: "1 = 1"), by: \.provider)
    }
    return (providers ?? Array(all.keys)).sorted().flatMap { all[$0] ?? [] }.filter {
      $0.last >= days.lowerBound && $0.first <= days.upperBound
        && (location == nil || $0.location == location)
    }
  }

  package func templates(where condition: SQL) throws -> [Template] {
    var templates: [Template] = []
    for row in try rows(
      """
      SELECT t.id, t.provider, t.location, t.name, t.first_day, t.last_day, t.every, t.anchor,
        s.weekday, s.starts, s.ends, s.kind, s.label
      FROM template t LEFT JOIN template_stretch s ON s.template = t.id
      WHERE \(condition) ORDER BY t.provider, t.location, t.first_day, t.id, s.weekday, s.starts
      """)
    {
      if templates.last?.id != (try row("id")) { templates.append(try Template(row)) }
      guard let weekday: Weekday = try row("weekday") else { continue }
      templates[templates.count - 1].stretches.append(
        ProviderHours(
          provider: try row("provider"), location: try row("location"), weekday: weekday,
          starts: try row("starts"), ends: try row("ends"), kind: try row("kind"), label: try row("label")))
    }
    if templates.isEmpty { return [] }
    let place = Dictionary(uniqueKeysWithValues: templates.indices.map { (templates[$0].id, $0) })
    for (template, block) in try blocks(where: condition) {
      if let at = place[template] { templates[at].blocks.append(block) }
    }
    for row in try rows(
      """
      SELECT p.template, p.weekday, p.at, p.minutes, p.visit_type
      FROM template t JOIN template_start p ON p.template = t.id WHERE \(condition) ORDER BY p.weekday, p.at
      """)
    {
      guard let at = place[try row("template")] else { continue }
      templates[at].starts.append(
        Template.Start(
          try row("weekday"), try row("at"), minutes: try row("minutes"), visitType: try row("visit_type")))
    }
    return templates
  }

  private func blocks(where condition: SQL) throws -> [(ID<Template>, Template.Block)] {
    let rows = try rows(
      """
      SELECT b.id, b.template, b.weekday, b.starts, b.ends, b.label, b.percent, b.visits, b.visit_minutes,
        b.release_days, b.release_at, b.link
      FROM template t JOIN template_block b ON b.template = t.id
      WHERE \(condition) ORDER BY b.weekday, b.starts, b.id
      """)
    if rows.isEmpty { return [] }
    var allows: [ID<Template.Block>: Set<Template.Allowed>] = [:]
    for row in try self.rows(
      """
      SELECT a.block, a.what FROM template t JOIN template_block b ON b.template = t.id
        JOIN template_block_allows a ON a.block = b.id
      WHERE \(condition)
      """)
    {
      allows[try row("block"), default: []].insert(try row("what"))
    }
    return try rows.map { row in
      let id: ID<Template.Block> = try row("id")
      let (visits, days, at): (Int, Int?, WallTime?) = (
        try row("visits"), try row("release_days"), try row("release_at")
      )
      let release = days.flatMap { days in at.map { Template.Release(daysBefore: days, at: $0) } }
      return (
        try row("template"),
        Template.Block(
          id: id, weekday: try row("weekday"), starts: try row("starts"), ends: try row("ends"),
          label: try row("label"), allows: allows[id] ?? [],
          share: visits > 0
            ? .visits(visits, minutes: try row("visit_minutes")) : .percent(try row("percent")),
          release: release, link: try row("link"))
      )
    }
  }

  package func insert(_ template: Template, at moment: Instant, by name: String) throws {
    try run(
      """
      INSERT INTO template (id, provider, location, name, first_day, last_day, every, anchor, added_at, added_by)
      VALUES (\(template.id), \(template.provider), \(template.location), \(template.name), \(template.first),
        \(template.last), \(template.every), \(template.anchor), \(moment), \(name))
      """)
    for hours in template.stretches {
      try run(
        """
        INSERT INTO template_stretch (template, weekday, starts, ends, kind, label)
        VALUES (\(template.id), \(hours.weekday), \(hours.starts), \(hours.ends), \(hours.kind), \(hours.label))
        """)
    }
    for block in template.blocks { try insert(block, of: template.id) }
    for start in template.starts {
      try run(
        """
        INSERT INTO template_start (template, weekday, at, minutes, visit_type)
        VALUES (\(template.id), \(start.weekday), \(start.at), \(start.minutes), \(start.visitType))
        """)
    }
  }

  private func insert(_ block: Template.Block, of template: ID<Template>) throws {
    let (percent, visits, minutes) =
      switch block.share {
      case .percent(let percent): (percent, 0, 5)
      case .visits(let count, let minutes): (0, count, minutes)
      }
    try run(
      """
      INSERT INTO template_block (id, template, weekday, starts, ends, label, percent, visits, visit_minutes,
        release_days, release_at, link)
      VALUES (\(block.id), \(template), \(block.weekday), \(block.starts), \(block.ends), \(block.label),
        \(percent), \(visits), \(minutes), \(block.release?.daysBefore), \(block.release?.at), \(block.link))
      """)
    for what in block.allows {
      try run("INSERT INTO template_block_allows (block, what) VALUES (\(block.id), \(what))")
    }
  }

  package func delete(_ template: ID<Template>) throws {
    try run(
      """
      DELETE FROM template_block_allows WHERE block IN (SELECT id FROM template_block WHERE template = \(template))
      """)
    try run("DELETE FROM template_block WHERE template = \(template)")
    try run("DELETE FROM template_start WHERE template = \(template)")
    try run("DELETE FROM template_stretch WHERE template = \(template)")
    try run("DELETE FROM template WHERE id = \(template)")
  }
}

extension Template {
  fileprivate init(_ row: Row) throws {
    self.init(
      id: try row("id"), provider: try row("provider"), location: try row("location"), name: try row("name"),
      days: (try row("first_day") as LocalDay)...(try row("last_day") as LocalDay), every: try row("every"),
      anchor: try row("anchor"), stretches: [])
  }
}
