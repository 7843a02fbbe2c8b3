import Kernel
import Practice
import Store
import Support
import Testing

@Suite(.serialized)
struct SecondFactorTests {
  /// Ana with a confirmed second factor: her codes, her recovery codes, and who she is.
  private func enrolled(_ office: Office) async throws -> (OneTimeCode, [String], Who) {
    _ = try await office.hire("ana", [.frontDesk])
    let who = try await office.who(office.signIn("ana"))
    let offer = try await office.practice.enrolSecondFactor(by: who)
    let code = OneTimeCode(secret: try #require(Base32.bytes(offer.secret)))
    #expect(offer.address.hasPrefix("otpauth://totp/Foyer:ana?secret=\(offer.secret)"))
    let codes = try await office.practice.confirmSecondFactor(code: present(code, office), by: who)
    office.clock.pass(seconds: 60)
    return (code, codes, who)
  }

  private func present(_ code: OneTimeCode, _ office: Office) -> String {
    code.code(step: OneTimeCode.step(at: office.clock.now))
  }

  private func ticket(_ office: Office, _ password: String = Office.password) async throws -> String {
    let answer = try await office.practice.signIn(login: "ana", password: password, address: "")
    guard case .needsCode(let ticket) = answer else { throw Unexpected(answer) }
    return ticket
  }

  @Test(arguments: EngineKind.underTest)
  func `with a second factor the password alone opens nothing`(engine: EngineKind) async throws {
    try await withOffice(engine) { office in
      let (code, _, _) = try await enrolled(office)
      let ticket = try await ticket(office)
      #expect(try await office.practice.session(ticket, touch: true, address: "") == nil)
      let wrong = try await refusal(SignInRefused.self) {
        try await office.practice.signIn(ticket: ticket, code: "000000", address: "")
      }
      #expect(wrong == .wrongCode)
      guard
        case .signedIn(let token) = try await office.practice.signIn(
          ticket: ticket, code: present(code, office), address: "")
      else { throw Unexpected("no token") }
      #expect(try await office.practice.session(token, touch: true, address: "")?.hasSecondFactor == true)
      office.clock.pass(seconds: 60)
      let again = try await refusal(SignInRefused.self) {
        try await office.practice.signIn(ticket: ticket, code: present(code, office), address: "")
      }
      #expect(again == .ticketExpired)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `one code opens one session, though two ask at once`(engine: EngineKind) async throws {
    try await withOffice(engine) { office in
      let (code, _, _) = try await enrolled(office)
      let now = present(code, office)
      let opened = await withTaskGroup(of: Bool.self) { group in
        for number in 0..<4 {
          group.addTask {
            let answer = try? await office.practice.signIn(
              login: "ana", password: Office.password, code: now, address: "10.0.0.\(number)")
            return answer != nil
          }
        }
        return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
      }
      #expect(opened == 1)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `a ticket is good for five minutes, and guesses at the code are counted`(engine: EngineKind)
    async throws
  {
    try await withOffice(engine) { office in
      let (code, _, _) = try await enrolled(office)
      let old = try await ticket(office)
      office.clock.pass(seconds: 301)
      let late = try await refusal(SignInRefused.self) {
        try await office.practice.signIn(ticket: old, code: present(code, office), address: "")
      }
      #expect(late == .ticketExpired)
      let fresh = try await ticket(office)
      for guess in 0..<3 {
        _ = try await refusal(SignInRefused.self) {
          try await office.practice.signIn(ticket: fresh, code: "00000\(guess)", address: "")
        }
      }
      let waits = try await refusal(SignInRefused.self) {
        try await office.practice.signIn(ticket: fresh, code: present(code, office), address: "")
      }
      #expect(waits == .wait(seconds: 30))
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `each of ten recovery codes opens once`(engine: EngineKind) async throws {
    try await withOffice(engine) { office in
      let (_, codes, who) = try await enrolled(office)
      #expect(Set(codes).count == 10 && codes.allSatisfy { $0.count == 19 })
      let typed = codes[3].lowercased().replacing("-", with: " ")
      guard
        case .signedIn = try await office.practice.signIn(
          login: "ana", password: Office.password, code: typed, address: "")
      else { throw Unexpected("not in") }
      #expect(try await office.practice.recoveryCodesLeft(by: who) == 9)
      let again = try await refusal(SignInRefused.self) {
        try await office.practice.signIn(login: "ana", password: Office.password, code: codes[3], address: "")
      }
      #expect(again == .wrongCode)
      let fresh = try await office.practice.renewRecoveryCodes(password: Office.password, by: who)
      #expect(Set(fresh).isDisjoint(with: codes))
      let old = try await refusal(SignInRefused.self) {
        try await office.practice.signIn(login: "ana", password: Office.password, code: codes[4], address: "")
      }
      #expect(old == .wrongCode)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `removing it takes the password, and one long enough to stand alone`(engine: EngineKind) async throws {
    try await withOffice(engine) { office in
      let (_, _, who) = try await enrolled(office)
      let wrong = try await refusal(PasswordRefused.self) {
        try await office.practice.removeSecondFactor(password: "wrong", by: who)
      }
      #expect(wrong == .wrongPresent)
      _ = try await office.practice.changePassword(from: Office.password, to: "ostrich7", by: who)
      let short = try await refusal(SecondFactorRefused.self) {
        try await office.practice.removeSecondFactor(password: "ostrich7", by: who)
      }
      #expect(short == .passwordTooShort)
      _ = try await office.practice.changePassword(from: "ostrich7", to: Office.password, by: who)
      try await office.practice.removeSecondFactor(password: Office.password, by: who)
      _ = try await office.signIn("ana")
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `a manager helps who lost the telephone, with a new first password`(engine: EngineKind) async throws {
    try await withOffice(engine) { office in
      let (_, _, who) = try await enrolled(office)
      let max = try await office.hire("max", [.manager]).who
      let password = try await office.practice.removeSecondFactor(of: who.staff, by: max)
      let token = try await office.signIn("ana", password)
      let session = try #require(try await office.practice.session(token, touch: false, address: ""))
      #expect(session.mustChangePassword && !session.hasSecondFactor)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `the seed lies sealed in the database`(engine: EngineKind) async throws {
    try await withOffice(engine) { office in
      let (code, _, _) = try await enrolled(office)
      let box: [UInt8]? = try await office.store.read { try $0.value("SELECT secret FROM second_factor") }
      let sealed = try #require(box)
      #expect(sealed.count == code.secret.count + AESGCM.overhead)
      #expect(!Hex.text(sealed).contains(Hex.text(code.secret)))
    }
  }
}
