import Kernel

/// A page of the rail. A person sees only those that are open to them.
package enum Destination: String, Sendable, CaseIterable {
  case desk, schedule
  case checkIn = "schedule/flow"
  case walkIns = "walk-ins"
  case patients, times
  case waitList = "wait-list"
  case recall, providers
  case visitTypes = "visit-types"
  case places, staff, feeds, load, lab, audit, operations

  /// What a front office has in mind when it goes there.
  enum Group: String, CaseIterable {
    case today, booking, practice, oversight

    var name: String {
      switch self {
      case .today: "Today"
      case .booking: "Patients and times"
      case .practice: "Practice"
      case .oversight: "Oversight"
      }
    }
  }

  var group: Group {
    switch self {
    case .desk, .schedule, .checkIn, .walkIns: .today
    case .patients, .times, .waitList, .recall: .booking
    case .providers, .visitTypes, .places, .staff, .feeds: .practice
    case .load, .lab, .audit, .operations: .oversight
    }
  }

  package var path: String { "/" + rawValue }

  package var name: String {
    switch self {
    case .desk: "Desk"
    case .schedule: "Schedule"
    case .checkIn: "Check-in"
    case .times: "Find a time"
    case .waitList: "Wait list"
    case .recall: "Recall"
    case .walkIns: "Walk-ins"
    case .patients: "Patients"
    case .providers: "Providers"
    case .visitTypes: "Visit types"
    case .lab: "Lab"
    case .load: "Load"
    case .staff: "Staff"
    case .places: "Places"
    case .feeds: "Feeds"
    case .audit: "Audit"
    case .operations: "Operations"
    }
  }

  var icon: Icon {
    switch self {
    case .desk: .done
    case .schedule: .calendar
    case .checkIn: .door
    case .times: .findTime
    case .waitList: .clock
    case .recall: .history
    case .walkIns: .walk
    case .patients: .people
    case .providers: .heart
    case .visitTypes: .list
    case .lab: .flask
    case .load: .week
    case .staff: .badge
    case .places: .building
    case .feeds: .feed
    case .audit: .scroll
    case .operations: .gauge
    }
  }

  /// The letter that follows `g` (go) on the keyboard.
  var letter: String {
    switch self {
    case .desk: "e"
    case .schedule: "s"
    case .checkIn: "c"
    case .times: "f"
    case .waitList: "w"
    case .recall: "r"
    case .walkIns: "i"
    case .patients: "p"
    case .providers: "d"
    case .visitTypes: "v"
    case .lab: "x"
    case .load: "h"
    case .staff: "t"
    case .places: "l"
    case .feeds: "y"
    case .audit: "a"
    case .operations: "o"
    }
  }
}

/// What stands around every page of a person who is signed in.
package struct Chrome: Sendable {
  package var practice: String
  /// The practice is invented: said on every page.
  package var demo = false
  /// `Maria Ortega`
  package var person: String
  /// `Front desk`
  package var role: String
  /// The clock of the place, as the server sees it: `Mon 23 Nov · 10:42`.
  package var clock: String
  /// The IANA name of that clock's zone, by which the browser keeps it going.
  package var zone: String
  package var csrf: String
  package var destinations: [Destination]
  package var maySearch = false
  package var mayBook = false
  package var mayRegister = false
  package var notices: [Notice] = []
  /// What stands in the search field, on the page that answers it.
  package var searched = ""

  package init(
    practice: String, demo: Bool = false, person: String, role: String, clock: String, zone: String,
    csrf: String, destinations: [Destination], maySearch: Bool = false, mayBook: Bool = false,
    mayRegister: Bool = false, notices: [Notice] = []
  ) {
    self.practice = practice
    self.demo = demo
    self.person = person
    self.role = role
    self.clock = clock
    self.zone = zone
    self.csrf = csrf
    self.destinations = destinations
    self.maySearch = maySearch
    self.mayBook = mayBook
    self.mayRegister = mayRegister
    self.notices = notices
  }

  package var keys: FormKeys { FormKeys(csrf: csrf) }
}
