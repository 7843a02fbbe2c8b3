import Kernel

/// The planner: what is asked on the left, the proposal on the right.
struct PlannerView: Sendable {
  var form: PlannerForm
  var proposal: ProposalView?
  /// Nobody is booked on the day that was asked for.
  var isEmpty = false
  var problems = FormProblems.none
  var apply: ApplyChoice?
}

/// Into which pattern and weekday the proposal goes.
struct ApplyChoice: Sendable {
  var templates: [Choice]
  var weekday: String
  /// What was asked of the planner, to be asked again.
  var asked: [Choice]
}

struct PlannerForm: Sendable {
  var providers: [Choice]
  var provider: String
  var locations: [Choice]
  var location: String
  var types: [Choice]
  /// `booked` or `listed`
  var what: String
  var day: String
  var half: String
  var from: String
  /// A kind of visit and how many of it, one after the other.
  var list: [(type: String, count: String)]
  var favours: String
  var ends: String
  var walkIns: String

  static let lines = 0..<6
}

func plannerPage(_ view: PlannerView) -> Page {
  let answer: HTML
  if let proposal = view.proposal {
    answer = proposalPanels(proposal) + (view.apply.map(applyPanel) ?? .empty)
  } else if view.isEmpty {
    answer = alone("Nobody is booked there then. Choose another day or half, or list the visits.")
  } else if view.form.providers.isEmpty || view.form.locations.isEmpty {
    answer = alone("There is nobody to plan for yet: add a place, and a provider with hours.")
  } else {
    answer = .empty
  }
  return Page(
    "Plan a session", here: .lab,
    head("Plan a session", buttons: linkButton("Lab", to: "/lab", icon: .left))
      + wrongFields(view.problems.list) + #"""
        <div class="split left"><div>\#(plannerForm(view))</div><div id="proposal">\#(answer)</div></div>
        """#)
}

private func applyPanel(_ choice: ApplyChoice) -> HTML {
  panel("Apply to a pattern", id: "apply") {
    if choice.templates.isEmpty {
      #"<p class="quiet">They have no pattern at this place yet.</p>"#
    } else {
      #"<p class="quiet small">From then on these starts are offered, and no others in that stretch of the day. First you see what changes.</p>"#
        + askForm(to: "/lab/planner/application") {
          HTML.each(choice.asked) { hidden($0.value, $0.words) }
            + fieldRow(
              select("template", "Pattern", choice.templates, chosen: ""),
              select(
                "weekday", "On", Weekday.allCases.map { Choice("\($0.rawValue)", $0.name) },
                chosen: choice.weekday))
            + checkbox("any", "Any kind of visit may start there", checked: false)
            + buttons(button("See what changes"))
        }
    }
  }
}

private func alone(_ sentence: String) -> HTML {
  #"<section class="card">\#(emptyState(.calendar, sentence))</section>"#
}

private func plannerForm(_ view: PlannerView) -> HTML {
  let form = view.form
  return panel("The session") {
    askForm(to: "/lab/planner") {
      fieldset("Who and where") {
        select("provider", "Provider", form.providers, chosen: form.provider, width: .full)
          + select("location", "Place", form.locations, chosen: form.location, width: .full)
      } + whatFields(form, view.problems) + weightFields(form, view.problems)
        + buttons(button("Plan it", .primary))
    }
  }
}

private func whatFields(_ form: PlannerForm, _ problems: FormProblems) -> HTML {
  let lines = HTML.each(Array(form.list.enumerated())) { place, line in
    select(
      "type-\(place)", place == 0 ? "First" : "Then", [Choice("", "–")] + form.types, chosen: line.type,
      error: problems["type-\(place)"], width: .half)
      + field(
        Field(
          "count-\(place)", "How many", line.count, .number, error: problems["count-\(place)"], width: .third)
      )
  }
  return radios(
    "what", "Which visits",
    [("booked", "Those that are booked"), ("listed", "A list of my own")], chosen: form.what)
    + fieldset("Booked on") {
      field(Field("day", "Day", form.day, .date, error: problems["day"]))
        + select(
          "half", "Half", [Choice("morning", "Morning"), Choice("afternoon", "Afternoon")], chosen: form.half)
    }
    + details("A list of my own", open: form.what == "listed") {
      #"""
      <div class="fields plan-list">\#(field(Field("from", "First visit at", form.from, .time, error: problems["from"], width: .full)))\#
      \#(lines)</div>
      """#
    }
}

private func details(_ summary: String, open: Bool, _ content: () -> HTML) -> HTML {
  #"<details class="more"\#(attribute: "open", if: open)><summary>\#(summary)</summary>\#(content())</details>"#
}

private func weightFields(_ form: PlannerForm, _ problems: FormProblems) -> HTML {
  radios(
    "favours", "Whose time counts more",
    [("clinician", "The clinician’s"), ("alike", "Both alike"), ("patients", "The patients’")],
    chosen: form.favours, error: problems["favours"])
    + fieldset("Also") {
      select(
        "ends", "Finishing on time",
        [
          Choice("no", "Does not matter"), Choice("yes", "Matters"), Choice("strictly", "Matters most"),
        ], chosen: form.ends, width: .full)
        + field(
          Field(
            "walk_ins", "Walk-ins", form.walkIns, .number, hint: "How many come without a time, on average",
            error: problems["walk_ins"], width: .full))
    }
}
