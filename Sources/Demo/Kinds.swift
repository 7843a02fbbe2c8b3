import Kernel
import Practice
import Scheduling

/// The kinds of visits, and for whom they are.
struct DemoKind: Sendable {
  enum For: Sendable { case everybody, newcomers, adults, children, regularsOfBack, regularsOfTalk }

  let name: String
  let minutes: Int
  let colour: VisitType.Colour
  let logins: [String]
  var needs: [Resource.Kind] = [.room]
  let patients: For
  /// How often it is booked, beside the others of the same provider.
  let weight: Int
  /// Whether it is booked on the day itself.
  var isSameDay = false

  /// The rules of booking it, which go by what it is called.
  var rules: VisitTypeRules {
    switch name {
    case "New patient", "First back visit":
      VisitTypeRules(category: .newPatient, leadMinutes: 120, weight: 110)
    case "Therapy intake": VisitTypeRules(category: .newPatient, leadMinutes: 1440, weight: 120)
    case "Video visit": VisitTypeRules(category: .telehealth)
    case "Sick child", "Same-day visit": VisitTypeRules(category: .urgent)
    case "Skin procedure":
      VisitTypeRules(
        category: .procedure, buffer: Buffer(before: 5, after: 15, overlaps: true), leadMinutes: 1440,
        weight: 125)
    case "Ultrasound": VisitTypeRules(category: .procedure, buffer: Buffer(after: 10))
    case "Adjustment", "Therapy session", "Blood pressure check": VisitTypeRules(category: .followUp)
    default: .ordinary
    }
  }

  static let all: [DemoKind] = [
    DemoKind(
      name: "Office visit", minutes: 20, colour: .blue, logins: ["okafor"], patients: .adults, weight: 50),
    DemoKind(
      name: "Annual physical", minutes: 40, colour: .green, logins: ["okafor"], patients: .adults, weight: 20),
    DemoKind(
      name: "New patient", minutes: 40, colour: .teal, logins: ["okafor", "levin"], patients: .newcomers,
      weight: 10),
    DemoKind(
      name: "Blood pressure check", minutes: 10, colour: .slate, logins: ["okafor", "kim"], patients: .adults,
      weight: 12),
    DemoKind(
      name: "Video visit", minutes: 15, colour: .violet, logins: ["okafor", "kim"], needs: [],
      patients: .adults, weight: 10),
    DemoKind(
      name: "Well child visit", minutes: 30, colour: .green, logins: ["levin"], patients: .children,
      weight: 46),
    DemoKind(
      name: "Sick child", minutes: 20, colour: .amber, logins: ["levin"], patients: .children, weight: 40,
      isSameDay: true),
    DemoKind(
      name: "Immunization", minutes: 10, colour: .teal, logins: ["levin", "kim"], patients: .everybody,
      weight: 16),
    DemoKind(
      name: "Same-day visit", minutes: 15, colour: .amber, logins: ["kim"], patients: .everybody, weight: 60,
      isSameDay: true),
    DemoKind(
      name: "Ultrasound", minutes: 30, colour: .violet, logins: ["kim"], needs: [.room, .device],
      patients: .adults, weight: 8),
    DemoKind(
      name: "Skin check", minutes: 20, colour: .blue, logins: ["marchetti"], patients: .adults, weight: 60),
    DemoKind(
      name: "Skin procedure", minutes: 40, colour: .rose, logins: ["marchetti"], needs: [.chair],
      patients: .adults, weight: 20),
    DemoKind(
      name: "Adjustment", minutes: 20, colour: .teal, logins: ["lindqvist"], patients: .regularsOfBack,
      weight: 76),
    DemoKind(
      name: "First back visit", minutes: 45, colour: .green, logins: ["lindqvist"], patients: .adults,
      weight: 16),
    DemoKind(
      name: "Therapy session", minutes: 50, colour: .violet, logins: ["nair"], patients: .regularsOfTalk,
      weight: 84),
    DemoKind(
      name: "Therapy intake", minutes: 80, colour: .rose, logins: ["nair"], patients: .adults, weight: 12),
  ]

  static let notes = [
    "Refill of blood pressure tablets.", "Cough for two weeks.", "Follow-up after the emergency room.",
    "Knee pain, worse on stairs.", "Wants to talk about sleep.", "Bring the list of medicines.",
    "Mole on the left shoulder.",
    "School form to sign.", "Results of the last labs.", "Dizzy in the mornings.", "Back pain since Sunday.",
    "Ear ache, fever at night.", "Camp physical, form at the desk.", "Rash on both hands.",
    "Prefers a morning time.",
  ]

  static let reasonsToCancel = [
    "The patient asked: feels better", "The patient asked: has to work", "The patient asked: no ride today",
    "The patient asked: child is ill", "The patient asked: insurance changed", "Weather: snow",
    "The provider cannot: called to the hospital",
  ]

  static let reasonsToOverbook = [
    "Fever since last night, worked in.", "Provider agreed to see them.", "Came without a time, in pain.",
  ]
}
