import Foundation

/// `Spanish` for the language tag `es`; what was written, where it is no tag.
func languageName(_ tag: String) -> String {
  let looksLikeTag = tag.wholeMatch(of: /[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*/) != nil
  guard looksLikeTag, tag.count < 12 else { return tag }
  return Locale(identifier: "en").localizedString(forIdentifier: tag) ?? tag
}
