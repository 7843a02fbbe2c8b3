import Foundation
import Kernel
import Post

/// How messages leave the house, where the practice has set that up. Without it they wait to be said on the phone.
struct PostSettings: Sendable, Equatable {
  /// How patients reach the office from outside, without a stroke at the end.
  var publicURL: String?
  var mail: MailServer?
  var texts: TextGateway?
}

extension PostSettings {
  static func read(_ given: [Setting: Given]) throws(BadSetting) -> PostSettings {
    var it = PostSettings()
    it.publicURL = try given[.publicURL].map { url throws(BadSetting) in try url.outsideURL() }
    it.mail = try mail(given)
    it.texts = try texts(given)
    if let first = it.mail != nil ? Setting.smtpURL : it.texts != nil ? .smsURL : nil, it.publicURL == nil {
      throw BadSetting(
        sentence: "\(first.rawValue) is set without FOYER_PUBLIC_URL: messages carry a link to the office.")
    }
    // What a text message says has to fit beside its link.
    if it.texts != nil, let url = it.publicURL, url.utf8.count > 50 {
      throw BadSetting(
        sentence: "FOYER_PUBLIC_URL is longer than 50 letters, which is too long for text messages.")
    }
    return it
  }

  private static func mail(_ given: [Setting: Given]) throws(BadSetting) -> MailServer? {
    let all: [Setting] = [.smtpURL, .mailFrom, .smtpPassword, .smtpPasswordFile]
    guard all.contains(where: { given[$0] != nil }) else { return nil }
    let (server, sender) = (try given.needed(.smtpURL, of: all), try given.needed(.mailFrom, of: all))
    let parts = try server.serverParts(["smtp", "smtps"], "smtp://name@mail.example.org:587")
    guard let from = Mailbox(sender.text) else {
      throw sender.refused("an address such as Riverside Family <office@example.org>")
    }
    let password = try given.password(.smtpPassword, .smtpPasswordFile)
    guard parts.user.isEmpty == (password == nil) else {
      throw BadSetting(
        sentence: parts.user.isEmpty
          ? "FOYER_SMTP_PASSWORD is set, but FOYER_SMTP_URL names nobody: smtp://name@mail.example.org:587."
          : "FOYER_SMTP_URL names who signs in, but FOYER_SMTP_PASSWORD is not set.")
    }
    return MailServer(
      url: parts.url, user: parts.user, password: password ?? "", from: from, isLoopback: parts.isLoopback)
  }

  private static func texts(_ given: [Setting: Given]) throws(BadSetting) -> TextGateway? {
    let all: [Setting] = [.smsURL, .smsUser, .smsFrom, .smsPassword, .smsPasswordFile]
    guard all.contains(where: { given[$0] != nil }) else { return nil }
    let parts = try given.needed(.smsURL, of: all).serverParts(
      ["https"], "https://api.example.com/Accounts/123/Messages.json")
    guard let password = try given.password(.smsPassword, .smsPasswordFile) else {
      throw BadSetting(sentence: "FOYER_SMS_URL is set without FOYER_SMS_PASSWORD.")
    }
    let from = try given.needed(.smsFrom, of: all)
    guard PhoneNumber(from.text) != nil || from.text.hasPrefix("MG") else {
      throw from.refused("the number that text messages come from, such as +16175550100")
    }
    return TextGateway(
      url: parts.url, user: try given.needed(.smsUser, of: all).text, password: password,
      from: PhoneNumber(from.text)?.e164 ?? from.text, isLoopback: parts.isLoopback)
  }
}

extension [Setting: Given] {
  /// A setting without which others of its group make no sense.
  fileprivate func needed(_ setting: Setting, of group: [Setting]) throws(BadSetting) -> Given {
    if let value = self[setting] { return value }
    let set = group.first { self[$0] != nil } ?? setting
    throw BadSetting(sentence: "\(set.rawValue) is set without \(setting.rawValue).")
  }

  /// A password, or the first line of the file that holds it.
  fileprivate func password(_ word: Setting, _ file: Setting) throws(BadSetting) -> String? {
    guard let path = self[file] else { return self[word]?.text }
    guard self[word] == nil else {
      throw BadSetting(sentence: "\(word.rawValue) and \(file.rawValue) are both set: leave one out.")
    }
    guard let text = try? String(contentsOfFile: path.text, encoding: .utf8),
      let line = text.split(whereSeparator: \.isNewline).first
    else {
      throw BadSetting(
        sentence: "\(file.rawValue) names \(path.text), which holds no password that can be read.")
    }
    return String(line)
  }
}

extension Given {
  /// `https://office.example.org`; plain http only to this machine, for trying it.
  fileprivate func outsideURL() throws(BadSetting) -> String {
    let wanted =
      "the https address under which patients reach this server, such as https://office.example.org"
    guard let url = URLComponents(string: text), let host = url.host, !host.isEmpty, url.query == nil,
      url.fragment == nil, url.user == nil, url.password == nil,
      url.scheme == "https" || url.scheme == "http" && NetworkAddress.isThisMachine(host)
    else { throw refused(wanted) }
    return text.hasSuffix("/") ? String(text.dropLast()) : text
  }

  /// The address of a server, and who signs in there. The value is not repeated: it may hold a password.
  fileprivate func serverParts(
    _ schemes: [String], _ example: String
  ) throws(BadSetting) -> (url: String, user: String, isLoopback: Bool) {
    guard var url = URLComponents(string: text), let host = url.host, !host.isEmpty, let scheme = url.scheme,
      schemes.contains(scheme)
        || scheme == "http" && schemes == ["https"] && NetworkAddress.isThisMachine(host)
    else { throw BadSetting(sentence: "\(name) must be an address such as \(example).") }
    guard url.password == nil else {
      throw BadSetting(sentence: "\(name) must hold no password: there is a setting for it.")
    }
    let user = url.user ?? ""
    url.user = nil
    return (url.string ?? text, user, NetworkAddress.isThisMachine(host) && scheme != "smtps")
  }
}
