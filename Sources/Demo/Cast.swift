import Kernel
import Practice
import Scheduling

/// Who works at the demo practice. Every login has the same password, which `foyer demo` prints.
package enum DemoStaff {
  package static let password = "paper lantern tide"
  package static let practice = "Ashby Harbor Family Health"

  struct Member: Sendable {
    let login: String
    let name: String
    let roles: Set<Role>
    /// Credentials and specialty of somebody whom patients are booked with.
    var provider: (credentials: String, specialty: String, npi: String)?
    /// What patients ask for in them.
    var gender: Provider.Gender?
    var languages: [String] = []
  }

  static let all: [Member] = [
    Member(login: "desk", name: "Marisol Delgado", roles: [.frontDesk]),
    Member(login: "desk2", name: "Kevin Tran", roles: [.frontDesk]),
    Member(login: "billing", name: "Joanne Petrakis", roles: [.biller]),
    Member(login: "nurse", name: "Fatou Mensah", roles: [.nurse]),
    Member(login: "manager", name: "Eileen Brophy", roles: [.manager]),
    Member(login: "admin", name: "Samir Haddad", roles: [.administrator]),
    Member(login: "auditor", name: "Helen Strand", roles: [.auditor]),
    Member(login: "trainee", name: "Noah Lindgren", roles: [.trainee]),
    Member(
      login: "okafor", name: "Adaeze Okafor", roles: [.clinician],
      provider: ("MD", "Family medicine", npi("999999001")), gender: .female, languages: ["ig"]),
    Member(
      login: "levin", name: "Daniel Levin", roles: [.clinician],
      provider: ("MD", "Pediatrics", npi("999999002")), gender: .male, languages: ["es"]),
    Member(
      login: "kim", name: "Grace Kim", roles: [.clinician],
      provider: ("NP", "Same-day care", npi("999999003")), gender: .female, languages: ["ko"]),
    Member(
      login: "marchetti", name: "Elena Marchetti", roles: [.clinician],
      provider: ("MD", "Dermatology", npi("999999004")), gender: .female, languages: ["it", "es"]),
    Member(
      login: "lindqvist", name: "Per Lindqvist", roles: [.clinician],
      provider: ("DC", "Chiropractic", npi("999999005")), gender: .male, languages: ["sv"]),
    Member(
      login: "nair", name: "Priya Nair", roles: [.clinician],
      provider: ("PsyD", "Behavioral health", npi("999999006")), gender: .female, languages: ["hi"]),
  ]

  /// What to print: login, name, role.
  package static var logins: [(login: String, name: String, role: String)] {
    all.map { member in
      let role = member.roles.map(\.words).joined(separator: ", ")
      return (member.login, member.name, member.provider.map { "\(role), \($0.specialty)" } ?? role)
    }
  }

  /// An NPI that is nobody's: real ones begin with 1 or 2.
  private static func npi(_ nine: String) -> String {
    (0...9).map { nine + String($0) }.first(where: isNPI) ?? ""
  }
}

/// The two places, and who is there when.
enum DemoPlaces {
  struct Place: Sendable {
    let name: String
    let address: [String]
    let phone: String
    let rooms: [(name: String, kind: Resource.Kind)]
    let hours: [Stretch]
  }

  /// Some weekdays, from and to in hours and minutes.
  struct Stretch: Sendable {
    let days: [Weekday]
    let from: Int
    let to: Int

    init(_ days: [Weekday], _ from: Int, _ to: Int) {
      self.days = days
      self.from = from / 100 * 60 + from % 100
      self.to = to / 100 * 60 + to % 100
    }
  }

  private static let week: [Weekday] = [.monday, .tuesday, .wednesday, .thursday, .friday]

  static let all: [Place] = [
    Place(
      name: "Ashby Harbor", address: ["12 Ropewalk", "Ashby Harbor, MA 01994"], phone: "(978) 555-0100",
      rooms: (1...6).map { ("Room \($0)", .room) }
        + [
          ("Ultrasound", .device), ("Procedure chair", .chair), ("ECG", .device),
          ("Spanish interpreter", .interpreter), ("Assistant Bea", .assistant), ("Assistant Jon", .assistant),
        ],
      hours: [Stretch(week, 800, 1800), Stretch([.saturday], 900, 1300)]),
    Place(
      name: "Quinn Hill", address: ["3 Orchard Lane", "Quinn Hill, MA 01995"], phone: "(978) 555-0150",
      rooms: [("Room A", .room), ("Room B", .room), ("Room C", .room), ("Therapy room", .room)],
      hours: [Stretch(week, 800, 1730)]),
  ]

  /// What some of them serve, as visit types ask for it.
  static let serves = [
    "Room 5": "procedure", "Room 6": "procedure", "Ultrasound": "ultrasound", "ECG": "ecg",
    "Spanish interpreter": "es",
  ]

  /// Work of a provider at a place, and the break within it.
  struct Week: Sendable {
    let login: String
    let place: Int
    let work: Stretch
    var pause: (from: Int, to: Int, label: String)? = (12 * 60, 13 * 60, "Lunch")
  }

  static let weeks: [Week] = [
    Week(login: "okafor", place: 0, work: Stretch([.monday, .tuesday, .thursday, .friday], 800, 1700)),
    Week(login: "okafor", place: 1, work: Stretch([.wednesday], 830, 1700)),
    Week(login: "levin", place: 0, work: Stretch([.monday, .wednesday, .thursday], 830, 1700)),
    Week(login: "levin", place: 1, work: Stretch([.tuesday, .friday], 830, 1630)),
    Week(
      login: "kim", place: 0, work: Stretch(week, 900, 1800), pause: (13 * 60, 13 * 60 + 45, "Lunch")),
    Week(login: "kim", place: 0, work: Stretch([.saturday], 900, 1300), pause: nil),
    Week(login: "marchetti", place: 0, work: Stretch([.tuesday, .thursday, .friday], 800, 1600)),
    Week(login: "marchetti", place: 1, work: Stretch([.monday], 800, 1500)),
    Week(
      login: "lindqvist", place: 1, work: Stretch(week, 800, 1700),
      pause: (12 * 60 + 30, 13 * 60 + 30, "Lunch")),
    Week(login: "nair", place: 0, work: Stretch([.monday, .wednesday, .friday], 900, 1700)),
    Week(login: "nair", place: 1, work: Stretch([.tuesday, .thursday], 900, 1600)),
  ]
}
