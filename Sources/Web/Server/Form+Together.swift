import Kernel
import Records

/// Several things wrong in one form, told at once rather than one for each attempt.
package struct InvalidForm: Refusal, Equatable {
  package let problems: [InvalidInput]
  package var kind: RefusalKind { .invalid }
  package var sentence: String { problems.map(\.sentence).joined(separator: " ") }
}

extension Form {
  /// Reads several values and, if any is wrong, complains about all of them:
  /// `let (name, born) = try form.all({ try $0.text("name") }, { try $0.day("born") })`.
  package func all<each Value>(_ reads: repeat (Form) throws -> each Value) throws -> (repeat each Value) {
    var problems: [InvalidInput] = []
    for read in repeat each reads {
      do { _ = try read(self) } catch let problem as InvalidInput { problems.append(problem) }
    }
    if problems.count > 1 { throw InvalidForm(problems: problems) }
    return (repeat try (each reads)(self))
  }
}

/// What a page shows about a form that was refused: each sentence beside its field, all of them at the top.
package struct FormProblems: Sendable {
  package let all: [InvalidInput]
  /// What was refused, where the page has to know more than its sentence.
  package let refusal: (any Refusal)?

  package static let none = FormProblems(all: [])

  package init(all: [InvalidInput]) { (self.all, refusal) = (all, nil) }

  package init(_ refusal: any Refusal) {
    self.refusal = refusal
    switch refusal {
    case let form as InvalidForm: all = form.problems
    case let input as InvalidInput: all = [input]
    case let draft as PatientDraftRefused: all = draft.problems
    default: all = [InvalidInput("", refusal.sentence)]
    }
  }

  package var isEmpty: Bool { all.isEmpty }

  /// The sentence for one field, if it has one.
  package subscript(_ field: String) -> String? { all.first { $0.field == field }?.sentence }
}

extension FormProblems {
  /// For the list at the top of the form.
  package var list: [(field: String, sentence: String)] { all.map { ($0.field, $0.sentence) } }
}
