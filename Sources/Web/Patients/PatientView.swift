/// One patient, as the desk sees them.
struct PatientView: Sendable {
  var id: String
  var name: String
  var record: String
  /// `Goes by Ruthie · formerly Ruth Stern`
  var otherNames: String = ""
  /// `Born 4 Mar 1951, 75 · female`
  var line: String
  var photo: String?
  var deceased: String?
  var alerts: [NoteView]
  var notes: [NoteView]
  var sections: [Section]
  var contacts: [ContactView]
  var coming: [VisitLine]
  var past: [VisitLine]
  /// `Came 12, late cancel 1, did not come 0, cancelled by us 2`
  var attendance: String = ""
  /// Clinical facts kept from imports; empty lists are left out.
  var clinical: [Clinical]
  var happened: [HappenedView]
  var edit: String?
  var book: String?
  var find: String?
  /// What makes a visit go well, all there is, and which of it holds for them.
  var needs: [(value: String, words: String, holds: Bool)] = []
  /// Where a POST keeps them; nil for those who may only read.
  var needsForm: String?
  /// Numbers that get no text messages any more.
  var stops: [Stop] = []
  /// Where a POST takes that back; nil for those who may only read.
  var liftStop: String?
  /// Rules of recall under which they can be put by hand.
  var recall: [Choice] = []
  /// Where they are put on the wait list.
  var waitList: String?
  /// Other ways of booking: a series, visits in a row, the household.
  var bookMore: [Choice] = []
  /// Where notes and alerts are added; nil for those who may only read.
  var addNote: String?
  /// Where a photo is sent; nil for those who may only read.
  var photoForm: String?
  /// Where one sees who looked at this record; nil for those who do not read the trail.
  var trail: String?

  struct Section: Sendable {
    var name: String
    var facts: [Choice]
  }

  struct Stop: Sendable {
    var number: String
    /// As a form sends it.
    var value: String
    /// `Answered STOP · 24 Nov 2026`
    var how: String
  }

  struct Clinical: Sendable {
    var name: String
    var icon: Icon
    var lines: [Line]
    var more: Int = 0
  }

  struct Line: Sendable {
    var what: String
    var when: String
  }

  struct VisitLine: Sendable {
    var url: String
    var when: String
    var what: String
    var mark: VisitMark
  }
}

/// A note for the desk, or an alert.
struct NoteView: Sendable {
  var text: String
  var whoWhen: String
  /// Where a POST ends it; nil for those who may not.
  var end: String?
}

/// Somebody around the patient: emergency contact, guarantor.
struct ContactView: Sendable {
  var name: String
  var role: String
  var phone: String
}
