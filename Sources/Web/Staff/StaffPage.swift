import Kernel
import Practice

func staffPage(_ staff: [Staff], mayManage: Bool, _ moments: Moments) -> Page {
  let buttons =
    linkButton("Roles", to: "/staff/roles", .quiet, icon: .shield)
    + (mayManage ? linkButton("Add somebody", to: "/staff/new", .primary, icon: .personPlus) : .empty)
  let lines = staff.map { person -> [HTML] in
    [
      "<a href=\"/staff/\(person.id)\">\(person.name)</a>", "\(person.login)",
      "\(person.roles.map(\.words).sorted().joined(separator: ", "))", standing(person),
      "\(person.lastSeen.map(moments.stamp) ?? "")",
    ]
  }
  return Page(
    "Staff", here: .staff,
    head("Staff", beside: chip("\(staff.count(where: { $0.disabled == nil })) accounts"), buttons: buttons)
      + table("Everybody who works here", head: ["Name", "Login", "Roles", "Account", "Here now"], lines))
}

/// Whether they can sign in, and how well the account is guarded.
func standing(_ person: Staff) -> HTML {
  if person.disabled != nil { return chip("Disabled", .urgent, .lock) }
  return person.hasSecondFactor ? chip("Second factor", .ok, .shield) : chip("Password only")
}

struct PersonView: Sendable {
  var staff: Staff
  var places: String
  var moments: Moments
  var mayManage: Bool
  var mayAudit: Bool
  var reason: String
  var problems: FormProblems
  var keys: FormKeys
}

func personPage(_ view: PersonView) -> Page {
  let staff = view.staff
  let edit: HTML =
    view.mayManage ? linkButton("Change", to: "/staff/\(staff.id)/edit", .primary, icon: .edit) : .empty
  let trail: HTML =
    view.mayAudit
    ? linkButton("What they did", to: "/audit?staff=\(staff.id)", .quiet, icon: .scroll) : .empty
  return Page(
    staff.name, here: .staff,
    head(staff.name, beside: standing(staff), buttons: trail + edit) + wrongFields(view.problems.list)
      + panel("Account") {
        facts([
          ("Login", "\(staff.login)"),
          ("Roles", "\(staff.roles.map(\.words).sorted().joined(separator: ", "))"),
          ("Works at", "\(view.places)"), ("Since", "\(view.moments.stamp(staff.hiredAt))"),
          ("Disabled", disabledBy(view)),
        ])
      } + (view.mayManage ? deeds(view) : .empty))
}

private func disabledBy(_ view: PersonView) -> HTML {
  guard let disabled = view.staff.disabled else { return .empty }
  return "\(view.moments.stamp(disabled.at)) by \(disabled.by): \(disabled.reason)"
}

private func deeds(_ view: PersonView) -> HTML {
  let (url, keys) = ("/staff/\(view.staff.id)", view.keys)
  let password = panel("Password") {
    """
    <p>A new first password is shown to you once, to hand over. Every device of theirs is signed out.</p>\
    \(action("Give a new password", to: url + "/password", keys, icon: .key))
    """
  }
  let factor: HTML =
    view.staff.hasSecondFactor
    ? panel("Lost phone") {
      """
      <p>Removes the second factor and gives a new first password. Make sure it is really them who asks.</p>\
      \(action("Remove the second factor", to: url + "/second-factor/removal", keys, .danger, icon: .shield))
      """
    } : .empty
  return password + factor + (view.staff.disabled == nil ? disabling(view) : enabling(view))
}

private func disabling(_ view: PersonView) -> HTML {
  panel("Leaves, or must not come in") {
    form(to: "/staff/\(view.staff.id)/disabling", view.keys) {
      field(
        Field(
          "reason", "Reason", view.reason, error: view.problems["reason"], required: true, width: .full,
          limit: 200))
        + buttons(button("Disable the account", .danger, icon: .lock))
    }
  }
}

private func enabling(_ view: PersonView) -> HTML {
  panel("Comes back") {
    action("Open the account again", to: "/staff/\(view.staff.id)/enabling", view.keys, .primary)
  }
}

/// The one time a password is on a screen.
func handOverPage(_ staff: Staff, password: String) -> Page {
  Page(
    "First password", here: .staff,
    head("First password for \(staff.name)")
      + panel("To hand over") {
        """
        \(facts([
          ("Login", "<code>\(staff.login)</code>"), ("Password", "<code class=\"secret\">\(password)</code>"),
        ]))<p>It is shown now and never again. When they first sign in they choose their own.</p>\
        <p class="buttons">\(linkButton("Done", to: "/staff/\(staff.id)", .primary))</p>
        """
      })
}
