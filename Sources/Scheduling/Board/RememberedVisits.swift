import Kernel
import Practice
import Store
import Synchronization

/// A place's day as boards show it.
struct VisitsOfDay: Sendable {
  /// Theirs alone: no other reading has it, so what was made of these visits may be kept under it.
  let reading: Int
  let visits: [BoardVisit]
  let patients: PatientSet

  /// A day without visits takes its place, too.
  var size: Int { visits.count + 10 }

  init(reading: Int, _ visits: [BoardVisit]) {
    self.reading = reading
    self.visits = visits
    patients = PatientSet(visits.map(\.visit.patient.rawValue))
  }
}

/// The days of places that boards read lately. What is remembered is used only after the database said, in the look's
/// own picture, that nothing of it has changed since; so nothing has to be told here, by this server or another.
///
/// The lock guards the readings and their number.
final class RememberedVisits: Sendable {
  struct Key: Hashable {
    let location: ID<Location>
    let day: LocalDay
  }

  /// What only grows when something changes that a board shows of the day, as long as the same visits stand on it;
  /// and whether the same do is counted, too.
  struct Mark: Equatable {
    /// Names of kinds, people and rooms.
    let settled: String
    /// Visits, their steps, what they hold.
    let changes: Int
    /// Names, phones and birth dates of the patients.
    let patients: Int
    /// Alerts that were written and taken back.
    let notes: Int
  }

  private struct Memory {
    var readings = 0
    var days: [Key: (mark: Mark, day: VisitsOfDay)] = [:]
    /// Whoever was looked at last stands last.
    var order: [Key] = []
  }

  /// Some fifty megabytes: a hundred days of twenty providers with twenty-one visits each.
  private static let most = 44_000

  private let memory = Mutex(Memory())

  func day(_ key: Key, as mark: Mark, read: () throws -> [BoardVisit]) rethrows -> VisitsOfDay {
    let known = memory.withLock { memory -> VisitsOfDay? in
      guard let known = memory.days[key], known.mark == mark else { return nil }
      memory.order.removeAll { $0 == key }
      memory.order.append(key)
      return known.day
    }
    if let known { return known }
    let visits = try read()
    return memory.withLock { memory in
      memory.readings += 1
      let day = VisitsOfDay(reading: memory.readings, visits)
      memory.days[key] = (mark, day)
      memory.order.removeAll { $0 == key }
      memory.order.append(key)
      var size = memory.days.values.reduce(0) { $0 + $1.day.size }
      while size > Self.most, memory.order.count > 1 {
        size -= memory.days.removeValue(forKey: memory.order.removeFirst())?.day.size ?? 0
      }
      return day
    }
  }
}

extension Transaction {
  /// The visits of a place's day, read anew only where they changed.
  func visits(of day: LocalDay, at place: Location, _ remembered: RememberedVisits) throws -> VisitsOfDay {
    try remembered.day(
      RememberedVisits.Key(location: place.id, day: day), as: mark(of: day, at: place),
      read: { try boardVisits(day...day, location: place.id) })
  }

  private func mark(of day: LocalDay, at place: Location) throws -> RememberedVisits.Mark {
    let time = place.zone.range(of: day)
    let row = try row(
      """
      SELECT SUM(p.version) AS patients,
        SUM((SELECT COUNT(*) + COUNT(x.note) FROM patient_note m
          LEFT JOIN patient_note_retirement x ON x.note = m.id WHERE m.patient = p.id)) AS notes,
        (SELECT SUM(changes) FROM schedule_change
          WHERE day >= \(TakenDay.number(time.lowerBound)) AND day <= \(TakenDay.number(time.upperBound))) AS changes
      FROM appointment a JOIN patient p ON p.id = a.patient
      WHERE a.location = \(place.id) AND a.day = \(day)
      """)
    return RememberedVisits.Mark(
      settled: try settledToken(), changes: try row?("changes") ?? 0, patients: try row?("patients") ?? 0,
      notes: try row?("notes") ?? 0)
  }
}
