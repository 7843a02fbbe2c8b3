import CCurl
import Foundation

/// One call to a server through libcurl: set up, made once, asked how it went. It never outlives its thread.
final class Call {
  private let call: OpaquePointerToCall
  private var lists: [UnsafeMutablePointer<curl_slist>] = []
  private var outgoing: [UInt8] = []
  private var handed = 0
  private var isLeaving = false
  private(set) var answer: [UInt8] = []
  /// What the last command to a mail server began with, `RCPT`, and the last line of its answer. Goodbye does not count.
  private(set) var command = ""
  private(set) var reply = ""

  /// Seconds for all of it, and for being connected.
  private static let (longest, connecting) = (30, 10)
  /// Answers of gateways are short; more of one is not kept.
  private static let longestAnswer = 64 << 10

  /// `protocols` are what the address may speak: `smtp,smtps`.
  init(_ url: String, protocols: String) throws {
    guard let made = curl_easy_init() else { throw NoCurl() }
    call = made
    set(CURLOPT_URL, url)
    set(CURLOPT_PROTOCOLS_STR, protocols)
    set(CURLOPT_TIMEOUT, Self.longest)
    set(CURLOPT_CONNECTTIMEOUT, Self.connecting)
    // Without it libcurl would use a signal for the time-out of looking up a name, which threads do not survive.
    set(CURLOPT_NOSIGNAL, 1)
    curl_set_writer(call, { Call.take($0, $1, $2, $3) }, Unmanaged.passUnretained(self).toOpaque())
  }

  deinit {
    curl_easy_cleanup(call)
    for list in lists { curl_slist_free_all(list) }
  }

  func set(_ option: CURLoption, _ text: String) { curl_set_text(call, option, text) }
  func set(_ option: CURLoption, _ number: Int) { curl_set_number(call, option, number) }

  func set(_ option: CURLoption, _ texts: [String]) {
    let list = texts.reduce(nil as UnsafeMutablePointer<curl_slist>?) { curl_slist_append($0, $1) }
    guard let list else { return }
    lists.append(list)
    curl_set_list(call, option, list)
  }

  /// What is to be sent.
  func send(_ bytes: [UInt8]) {
    outgoing = bytes
    set(CURLOPT_UPLOAD, 1)
    curl_set_reader(call, { Call.give($0, $1, $2, $3) }, Unmanaged.passUnretained(self).toOpaque())
  }

  /// Listens along, since libcurl tells the number of a mail server's answer, and not what it was the answer to.
  func watch() {
    curl_set_watcher(call, { Call.hear($1, $2, $3, $4) }, Unmanaged.passUnretained(self).toOpaque())
  }

  func make() -> CURLcode { curl_easy_perform(call) }

  /// What the server answered last: 550, 201; 0 for nothing.
  var status: Int { curl_told_number(call, CURLINFO_RESPONSE_CODE) }

  /// Whether all of what was to be sent went out.
  var isAllHanded: Bool { handed == outgoing.count }

  /// Whether a request left this machine.
  var isAsked: Bool { curl_told_number(call, CURLINFO_REQUEST_SIZE) > 0 }

  private static func give(
    _ room: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
  ) -> Int {
    guard let room, let context else { return 0 }
    let call = Unmanaged<Call>.fromOpaque(context).takeUnretainedValue()
    let part = call.outgoing[call.handed...].prefix(size * count)
    part.withUnsafeBytes { bytes in
      UnsafeMutableRawBufferPointer(start: room, count: size * count).copyMemory(from: bytes)
    }
    call.handed += part.count
    return part.count
  }

  private static func hear(
    _ kind: curl_infotype, _ bytes: UnsafeMutablePointer<CChar>?, _ count: Int,
    _ context: UnsafeMutableRawPointer?
  ) -> Int32 {
    guard let bytes, let context else { return 0 }
    let call = Unmanaged<Call>.fromOpaque(context).takeUnretainedValue()
    let text = {
      String(decoding: UnsafeRawBufferPointer(start: bytes, count: count).prefix($0), as: UTF8.self)
    }
    switch kind {
    // Only the word itself: behind it stand addresses and passwords.
    case CURLINFO_HEADER_OUT where !call.isLeaving:
      call.isLeaving = text(4) == "QUIT"
      if !call.isLeaving { call.command = text(4) }
    case CURLINFO_HEADER_IN where !call.isLeaving: call.reply = text(200)
    default: break
    }
    return 0
  }

  private static func take(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
  ) -> Int {
    guard let bytes, let context else { return 0 }
    let call = Unmanaged<Call>.fromOpaque(context).takeUnretainedValue()
    let part = UnsafeRawBufferPointer(start: bytes, count: size * count)
    call.answer += part.prefix(longestAnswer - call.answer.count)
    return part.count
  }
}

/// `CURL *` of the C library.
typealias OpaquePointerToCall = UnsafeMutableRawPointer

/// Only a machine without memory leads here.
struct NoCurl: Error {}
