// Small comforts of forms: a press counts once, the menu closes, what can be copied is.
export function forms() {
  for (const needless of document.querySelectorAll("[data-without-js]")) needless.hidden = true;

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "yes";
    const pressed = event.submitter;
    // Disabled after the browser has read the form, or the pressed button's own value would be lost.
    setTimeout(() => {
      pressed?.setAttribute("aria-busy", "true");
      overtaken(true);
    }, 0);
    setTimeout(() => {
      delete form.dataset.sent;
      pressed?.removeAttribute("aria-busy");
      overtaken(false);
    }, 8000);
  });
  // A page that comes back from the browser's memory may be sent again.
  addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
    overtaken(false);
  });

  for (const button of document.querySelectorAll("[data-copy]")) button.hidden = false;

  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
    const copy = event.target.closest("[data-copy]");
    if (copy) {
      document.getElementById(copy.dataset.copy).select();
      // The old way works without TLS, where a browser gives pages no clipboard of their own.
      if (document.execCommand("copy")) say("Copied.");
    }
    if (event.target.closest("[data-print]")) {
      event.preventDefault();
      print();
    }
  });
}

/// What the last step offered to undo cannot be pressed any more while another is on its way: it would not be the last
/// one. It stays in its place, so that a second click meets what the first one met.
export function overtaken(isSo) {
  for (const button of document.querySelectorAll("#notices button")) button.disabled = isSo;
}

/// Shows a sentence at the head of the page and reads it aloud.
export function say(sentence) {
  const live = document.getElementById("live");
  if (!live) return;
  live.textContent = "";
  requestAnimationFrame(() => (live.textContent = sentence));
}

/// A refusal comes as a page of its own; its sentence is shown here, above the page as it is.
export function refused(fresh) {
  const notice = fresh.querySelector("main .notice");
  if (notice) document.getElementById("notices").replaceChildren(document.adoptNode(notice));
}

/// Takes the parts named by `ids` out of a page just fetched, keeping focus and the place one has scrolled to.
export function swap(html, ids) {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  const focused = document.activeElement?.id;
  let changed = false;
  for (const id of ids) {
    const [old, made] = [document.getElementById(id), fresh.getElementById(id)];
    if (!old || !made || old.outerHTML === made.outerHTML) continue;
    if (old.contains(document.activeElement) && document.activeElement.matches("input, textarea, select")) continue;
    const place = [old.scrollLeft, old.scrollTop];
    old.replaceWith(document.adoptNode(made));
    made.scrollTo(...place);
    changed = true;
  }
  for (const needless of document.querySelectorAll("[data-without-js]")) needless.hidden = true;
  if (changed) document.dispatchEvent(new CustomEvent("foyer:swapped"));
  if (focused && document.activeElement?.id !== focused) {
    document.getElementById(focused)?.focus({ preventScroll: true });
  }
  return fresh;
}
