import Kernel
import Practice
import Records
import Scheduling
import Store
import Support
import Testing

@testable import Web

@Suite struct `The replay's pages` {
  @Test(arguments: EngineKind.underTest)
  func `show a month as it is, and as a draft would have it`(_ engine: EngineKind) async throws {
    try await withOffice(engine) { office in
      let (provider, _) = try await office.liveThroughOctober()
      let browser = try await office.browser(of: .manager)
      #expect(try await browser.get("/lab").text.contains("/lab/replay"))
      let first = try await browser.get("/lab/replay")
      #expect(first.text.contains("Choose a month that is over.") && first.text.contains("October 2026"))
      let month = "/lab/replay?location=\(office.place.id)&period=2026-10-01_2026-10-31"
      let asItIs = try await browser.get(month + "&draft=")
      #expect(asItIs.status == 200)
      #expect(asItIs.text.contains("All 4 who asked get the very time they asked for."))
      #expect(asItIs.text.contains("Who hung up, or never called because there was nothing, is not known."))

      let begun = try await browser.post(
        "/lab/replay/drafts", ["name": "Mondays <late>", "place": office.place.id.rawValue])
      let draft = try #require(begun.location)
      #expect(try await browser.follow(begun).text.contains("Nothing yet. Add the first change below"))
      let added = try await browser.post(
        draft + "/changes",
        [
          "kind": "hours", "hours-provider": provider.rawValue, "hours-weekday": "1", "hours-from": "09:00",
          "hours-until": "10:00",
        ])
      let page = try await browser.follow(added)
      #expect(page.text.contains("Dr. A. Okafor is there on Mondays from 9:00 to 10:00"))
      #expect(page.text.contains("href=\"/providers/\(provider)\""))
      let id = try #require(draft.split(separator: "/").last)
      let tried = try await browser.get(month + "&draft=\(id)")
      #expect(tried.status == 200 && tried.text.contains("With “Mondays &lt;late&gt;”"))
      #expect(tried.text.contains("Not there, or a break: another time"))
      for picture in ["replay-before", "replay-after", "<polyline class=\"replay-line after\""] {
        #expect(tried.text.contains(picture))
      }
      let gone = try await browser.post(draft + "/changes/0/removal")
      #expect(try await browser.follow(gone).text.contains("Nothing yet."))
      #expect(try await browser.post(draft + "/changes/0/removal").status == 404)
      #expect(try await browser.post(draft + "/removal").status == 303)
      #expect(try await browser.get(draft).status == 404)
    }
  }

  @Test func `say at the field what a change lacks, and keep what was typed`() async throws {
    try await withOffice { office in
      let (provider, type) = try await office.liveThroughOctober()
      let browser = try await office.browser(of: .manager)
      _ = try await browser.get("/lab/replay")
      let begun = try await browser.post(
        "/lab/replay/drafts", ["name": "Kept", "place": office.place.id.rawValue])
      let draft = try #require(begun.location)
      let twice = try await browser.post(
        "/lab/replay/drafts", ["name": "Kept", "place": office.place.id.rawValue])
      #expect(twice.status == 422 && twice.text.contains("already a draft called “Kept”"))
      let none = try await browser.post(
        draft + "/changes",
        ["kind": "keep", "keep-label": "Tea & talk", "keep-from": "9:00", "keep-until": "10:00"])
      #expect(none.status == 422 && none.text.contains("Choose at least one weekday."))
      #expect(
        none.text.contains("value=\"Tea &amp; talk\"") && none.text.contains("<details class=\"more\" open>"))
      let longer: KeyValuePairs = [
        "kind": "type", "type-type": type.rawValue, "type-minutes": "45", "type-lead": "2",
        "type-capacity": "3",
      ]
      #expect(try await browser.post(draft + "/changes", longer).status == 303)
      let cap: KeyValuePairs = [
        "kind": "cap", "cap-provider": provider.rawValue, "cap-scope": "morning", "cap-minutes": "200",
      ]
      #expect(try await browser.post(draft + "/changes", cap).status == 303)
      let free: KeyValuePairs = ["kind": "free", "free-label": "Urgent"]
      #expect(try await browser.post(draft + "/changes", free).status == 303)
      let kept: KeyValuePairs = [
        "kind": "keep", "keep-label": "New", "keep-from": "9:00", "keep-until": "10:00", "keep-weekday": "2",
        "keep-category": "new_patient", "keep-percent": "50", "keep-release": "1",
      ]
      let page = try await browser.follow(try await browser.post(draft + "/changes", kept))
      for words in [
        "Check: 45 minutes, 2 hours notice, 3 patients share one time",
        "Dr. A. Okafor: at most 200 weighted minutes for the morning", "“Urgent” is not kept any more",
        "Tuesdays 9:00–10:00 kept for new patients as “New”, with everybody who is there, 50 % of it, open to all 1 day before",
      ] {
        #expect(page.text.contains(words))
      }
    }
  }

  @Test func `refuse a month on which nobody asked, another place's draft, and the front desk`() async throws
  {
    try await withOffice { office in
      let browser = try await office.browser(of: .manager)
      let month = "/lab/replay?location=\(office.place.id)&period=2026-10-01_2026-10-31"
      let empty = try await browser.get(month)
      #expect(empty.status == 422 && empty.text.contains("Nobody asked for a visit there on those days."))
      let when = try await browser.get("/lab/replay?location=\(office.place.id)&period=2026-10-01_2026-10-02")
      #expect(when.status == 422 && when.text.contains("Choose one of the months."))
      let boss = Who.system("test")
      let harbor = try await office.practice.addLocation(
        LocationDraft(name: "Harbor", zone: "America/New_York"), by: boss)
      let scheduling = Scheduling(store: office.store, now: { office.clock.now })
      let draft = try await scheduling.beginDraft("Theirs", at: harbor.id, by: boss)
      let other = try await browser.get(month + "&draft=\(draft.id)")
      #expect(other.status == 422 && other.text.contains("This draft is of another place."))
      let desk = try await office.browser(of: .frontDesk)
      #expect(try await desk.get("/lab/replay").status == 403)
    }
  }
}

extension TestOffice {
  /// Four visits on Monday, 5 October, from 8 to 10, with somebody who is there on Mondays.
  fileprivate func liveThroughOctober() async throws -> (ID<Provider>, ID<VisitType>) {
    let boss = Who.system("test")
    let scheduling = Scheduling(store: store, now: { clock.now })
    let records = Records(store: store, now: { clock.now })
    let provider = try await practice.addProvider(ProviderDraft(name: "Dr. A. Okafor"), by: boss).id
    let type = try await scheduling.addVisitType(
      VisitTypeDraft(name: "Check", minutes: 30, providers: [provider]), by: boss
    ).id
    try await scheduling.keepWeek(
      of: provider, at: place.id,
      [
        ProviderHours(
          provider: provider, location: place.id, weekday: .monday, starts: WallTime(8, 0) ?? .midnight,
          ends: WallTime(10, 0) ?? .midnight)
      ], by: boss)
    let ruth = try await records.register(
      PatientDraft(family: "Cohen", given: "Ruth", birthDate: "1951-03-04", sex: .female), by: boss,
      submission: "ruth")
    let visits = try (0..<4).map { number in
      let slot = Slot(
        provider: provider, location: place.id, day: LocalDay(daysSince1970: 20_731),
        time: WallTime(minutes: 480 + 30 * number) ?? .midnight, minutes: 30)
      let time = try #require(slot.time(in: place.zone))
      let id = ID<Appointment>()
      func step(_ kind: VisitStep.Kind, _ number: Int, _ minute: Int) -> VisitStep {
        VisitStep(kind, number: number, of: id, at: time.lowerBound.advanced(byMinutes: minute), by: boss)
      }
      return RecordedVisit(
        id: id, patient: ruth.id, visitType: type, slot: slot, time: time, zone: place.zone, resources: [],
        steps: [step(.booked, 1, -3000), step(.started, 2, 2), step(.done, 3, 30)])
    }
    try await store.write { tx in try tx.record(visits) }
    return (provider, type)
  }
}
