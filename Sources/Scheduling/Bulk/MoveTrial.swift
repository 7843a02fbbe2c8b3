import Kernel
import Practice

/// Which of several visits can go where they are wanted, when those that go make room for each other and those that
/// cannot go stay. Pure: what is taken is handed in.
struct MoveTrial {
  struct Claim: Equatable {
    let holder: Holder
    let time: ClaimTime
  }

  /// What the visits hold where they stand.
  let claims: [ID<Appointment>: [Claim]]
  let overrule: Overrule
  private var going: [(visit: ID<Appointment>, admission: Admission)] = []
  private var no: [ID<Appointment>: String] = [:]

  init(claims: [ID<Appointment>: [Claim]], overrule: Overrule) {
    self.claims = claims
    self.overrule = overrule
  }

  /// `admission`: with everything that stands there now, but the visit itself.
  mutating func add(_ visit: Appointment, _ admission: Admission) { going.append((visit.id, admission)) }

  mutating func refuse(_ visit: Appointment, _ refusal: any Refusal) { no[visit.id] = refusal.sentence }

  /// The sentence for each that cannot go. One that stays may be in another's way, so it is asked until nothing
  /// changes any more.
  func refused() -> [ID<Appointment>: String] {
    var refused = no
    var count = -1
    while refused.count != count {
      count = refused.count
      let left = going.filter { refused[$0.visit] == nil }
      var held: [Claim] = []
      for one in left {
        let given = left.filter { $0.visit != one.visit }.flatMap { claims[$0.visit] ?? [] }
        let admission = one.admission.with(held, without: given)
        do throws(BookingRefused) {
          held += admission.plan.claims(try admission.admit(passing: overrule.mayPass))
        } catch {
          refused[one.visit] = error.sentence
        }
      }
    }
    return refused
  }
}

extension Admission {
  /// The same, had others moved.
  fileprivate func with(_ held: [MoveTrial.Claim], without given: [MoveTrial.Claim]) -> Admission {
    var times = taken.times
    for claim in given {
      if let place = times[claim.holder]?.firstIndex(of: claim.time) {
        times[claim.holder]?.remove(at: place)
      }
    }
    for claim in held { times[claim.holder, default: []].append(claim.time) }
    return Admission(
      plan: plan, taken: Taken(times: times), own: own, neighbours: neighbours, load: load, session: session,
      now: now, hasNotice: hasNotice)
  }
}

extension BookingPlan {
  fileprivate func claims(_ holding: Admission.Holding) -> [MoveTrial.Claim] {
    ([.provider(slot.provider)] + holding.resources.map { .resource($0) }).map { holder in
      MoveTrial.Claim(holder: holder, time: ClaimTime(time, type.rules.buffer.holding(holder)))
    }
  }
}
