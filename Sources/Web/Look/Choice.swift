import Kernel

/// One of several to choose from, in a list or as a link.
struct Choice: Sendable {
  var value: String
  var words: String

  init(_ value: String, _ words: String) {
    self.value = value
    self.words = words
  }
}

func select(
  _ name: String, _ label: String, _ options: [Choice], chosen: String, hint: String? = nil,
  error: String? = nil, required: Bool = false, width: Field.Width = .half, id: String? = nil
) -> HTML {
  select(
    name, label, options.map { (value: $0.value, words: $0.words) }, chosen: chosen, hint: hint, error: error,
    required: required, width: width, id: id)
}
