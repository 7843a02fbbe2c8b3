import Kernel

/// A drawing of the sprite `public/icons.svg`, named for what it means.
package enum Icon: String, Sendable, CaseIterable {
  // Places in the house
  case calendar, people, badge, building, scroll, gauge, list, week, flask, menu, walk
  case findTime = "find-time"
  // Verbs
  case search, plus, person, left, right, down, close, undo, print, edit, move, keyboard, lock, key, trash
  case filter, copy, feed
  case personPlus = "person-plus"
  case signOut = "sign-out"
  // How far a visit has come: each its own shape
  case booked, confirmed, arrived, checkout, done, cancelled, overbooked
  case inRoom = "in-room"
  case withClinician = "with-clinician"
  case noShow = "no-show"
  // Facts
  case alert, info, clock, phone, mail, pin, note, door, device, heart, shield, syringe, language, history
  case duplicate, sparkle
}

/// An icon beside words. It is decoration: the words must say the same.
package func icon(_ icon: Icon) -> HTML {
  #"<svg class="icon" aria-hidden="true"><use href="\#(sprite)#\#(icon.rawValue)"/></svg>"#
}

/// An icon that stands alone and therefore has a name of its own for screen readers.
package func icon(_ icon: Icon, meaning name: String) -> HTML {
  #"<svg class="icon" role="img" aria-label="\#(name)"><use href="\#(sprite)#\#(icon.rawValue)"/></svg>"#
}

private let sprite = asset("icons.svg")
