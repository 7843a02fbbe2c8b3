/// What a colour means. Where nothing is meant, nothing is coloured.
package enum Tone: String, Sendable {
  case plain, urgent, warn, ok, info, violet, teal
}
