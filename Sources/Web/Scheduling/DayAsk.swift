import HTTPTypes
import Hummingbird
import Kernel
import Practice
import Scheduling

/// Which day of which place is asked for, and what of it: read from the address, with what is usual where it says
/// nothing.
struct DayAsk: Sendable {
  let place: Location
  let places: [Location]
  let today: LocalDay
  let day: LocalDay
  let provider: ID<Provider>?
  let visit: ID<Appointment>?

  /// The same with another day.
  func url(_ path: String = "/schedule", day other: LocalDay? = nil, visit: ID<Appointment>? = nil) -> String
  {
    scheduleURL(path, place.id, other ?? day, provider, visit)
  }
}

extension DayAsk {
  init(_ web: WebRequest) async throws {
    let places = try await web.practice.locations(by: web.who).filter(\.active)
    let asked: ID<Location>? = try web.query.optionalID("location")
    let last = web.lastPlace
    guard
      let place = asked == nil
        ? places.first(where: { $0.id == last }) ?? places.first : places.first(where: { $0.id == asked })
    else { throw NotFound("location") }
    self.place = place
    self.places = places
    today = place.zone.day(of: web.now)
    day = try web.query.optionalDay("day") ?? today
    provider = try web.query.optionalID("provider")
    visit = try web.query.optionalID("visit")
  }
}

func scheduleURL(
  _ path: String = "/schedule", _ location: ID<Location>, _ day: LocalDay, _ provider: ID<Provider>? = nil,
  _ visit: ID<Appointment>? = nil
) -> String {
  var url = "\(path)?location=\(location)&day=\(day)"
  if let provider { url += "&provider=\(provider)" }
  if let visit { url += "&visit=\(visit)" }
  return url
}

extension WebRequest {
  /// Where this browser looked last: the usual place of a desk that stands in one.
  var lastPlace: ID<Location>? { request.cookies[placeCookie].flatMap { ID($0.value) } }
}

extension Response {
  /// Remembers in the browser which place was looked at.
  func remembering(_ place: Location) -> Response {
    var answer = self
    answer.headers.append(
      HTTPField(
        name: .setCookie,
        value: "\(placeCookie)=\(place.id); Path=/; HttpOnly; SameSite=Lax; Max-Age=31536000"))
    return answer
  }
}

private let placeCookie = "foyer-place"
