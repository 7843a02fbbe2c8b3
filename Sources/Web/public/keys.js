// One letter, one deed. Letters rest while somebody types, and a control that names a key is simply pressed:
// what a person may not do has no button and so no key.
import { say } from "./forms.js";

let going = 0;

// What a page is asked for: the first field of its first form that asks and changes nothing.
const wanted = 'main form[method="get"] :is(select, input:not([type="hidden"]))';

export function keys() {
  const list = document.getElementById("keys");
  const open = () => list && !list.open && list.showModal();

  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-keys]") || !list) return;
    event.preventDefault();
    event.target.closest("details")?.removeAttribute("open");
    open();
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return leave(event);
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (document.querySelector("dialog[open]")) return;
    if (event.key === "/") return press(event, document.querySelector("main .find input[type=search]") ?? document.getElementById("q"));
    if (event.key === "?") {
      event.preventDefault();
      return open();
    }
    if (event.key === "g") {
      going = Date.now();
      return;
    }
    if (event.key.length !== 1) return;
    if (event.key === "l") return press(event, document.querySelector(wanted));
    const letter = CSS.escape(event.key);
    if (Date.now() - going < 1500) {
      going = 0;
      return press(event, document.querySelector(`[data-go="${letter}"]`));
    }
    // What is nearest wins: the chosen visit before the page, the page before the bar.
    for (const near of ["#visit", "main", ".bar"]) {
      const found = document.querySelector(`${near} [data-key="${letter}"]`);
      if (found) return press(event, found);
    }
  });
}

function press(event, control) {
  if (!control) return;
  event.preventDefault();
  if (control.matches("input, select")) {
    control.focus();
    if (control.type !== "date") control.select?.();
    return;
  }
  say(control.textContent.trim() || control.title);
  control.click();
}

function leave(event) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    menu.open = false;
    menu.querySelector("summary")?.focus();
    event.preventDefault();
  }
  if (event.target.matches?.("input[type=search]") && !event.defaultPrevented) event.target.blur();
}

/// Whether letters belong to a field just now.
export function typing(target) {
  return Boolean(target.closest?.("textarea, select, [contenteditable], input:not([type=radio], [type=checkbox], [type=submit])"));
}
