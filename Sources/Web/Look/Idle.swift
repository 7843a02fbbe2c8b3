import Kernel

/// Offers to stay, two minutes before the session ends. Hidden until `idle.js` finds that it is time.
///
/// `GET /session/left` answers `{"seconds": 840}` without counting as work; `POST /session/stay` does count.
func idleBar(_ chrome: Chrome) -> HTML {
  #"""
  <div class="toast warn" id="idle" role="alertdialog" aria-label="You will be signed out soon" \#
  data-left="/session/left" hidden>\#(icon(.clock))<span>You will be signed out in <strong data-count>2:00</strong>. \#
  What you typed stays until then.</span>\#
  \#(form(to: "/session/stay", chrome.keys, class: "action") { button("Stay", .primary) })</div>
  """#
}

/// Shown while the server does not answer; what is typed stays in the page.
let offlineBar: HTML = #"""
  <div class="toast urgent" id="offline" role="alert" hidden>\#(icon(.alert))<span>Foyer does not answer at the \#
  moment. What you see may be old; what you typed stays here. Trying again by itself.</span></div>
  """#
