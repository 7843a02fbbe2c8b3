// What moving a visit has in common, on the day and in the week.
import { refused, say, swap } from "./forms.js";
import { typing } from "./keys.js";

/// What is carried just now, and where to; `home` is where it came from.
export let held = null;

export function pickUp(visit, landing, home, ghost) {
  visit.classList.add("picked-up");
  document.body.classList.add("moving");
  held = { visit, landing, home, ghost, ...home };
}

export function putBack() {
  if (!held) return;
  say("Put back.");
  const { visit } = held;
  release();
  visit.focus();
}

export function release() {
  held.ghost?.remove();
  held.landing.remove();
  held.visit.classList.remove("picked-up");
  held = null;
  document.body.classList.remove("moving");
  document.dispatchEvent(new CustomEvent("foyer:put-down"));
}

/// `m` picks up the visit one stands on; from then on every key goes to `carry` until it is put down.
export function byKeys(visits, begin, carry) {
  document.addEventListener("keydown", (event) => {
    if (!held) {
      const visit = event.target.closest?.(visits);
      if (event.key !== "m" || !visit || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
      event.preventDefault();
      return begin(visit);
    }
    if (event.key === "Escape") putBack();
    else if (!carry(event)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);
}

/// Sends the visit elsewhere by the form `#mover`; the server decides, the notice offers the way back.
export async function send(visit, to, parts) {
  const form = document.getElementById("mover");
  const back = location.pathname + location.search;
  for (const [name, value] of Object.entries({ minutes: "", ...to, back })) form.elements[name].value = value;
  const number = visit.dataset.move.split("/")[2];
  try {
    const answer = await fetch(visit.dataset.move, {
      method: "POST", body: new URLSearchParams(new FormData(form)), headers: { Accept: "text/html" },
    });
    const fresh = swap(await answer.text(), ["notices", ...parts]);
    const said = fresh.querySelector("main .notice :is(span, div)")?.textContent;
    if (!answer.ok) refused(fresh);
    say(said ?? (answer.ok ? "Moved." : "It stays where it was."));
    window.scrollTo({ top: 0 });
    // In another column, or off the pinboard, it goes by another id.
    document.querySelector(`main [data-move*="/${number}/"]`)?.focus({ preventScroll: true });
  } catch {
    document.getElementById("offline").hidden = false;
  }
}

/// The pointer picks a visit up too: `began` is called once it has gone far enough to mean it, `moved` for each step,
/// `ended` where it lets go.
export function follow(start, { began, moved, ended }) {
  const still = 6; // pixels a finger may tremble before it is a drag
  let far = false;
  const step = (event) => {
    if (!far && Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY) < still) return;
    if (!far) began();
    far = true;
    // Escape may have put it back meanwhile.
    if (held) moved(event);
  };
  const end = (finish) => () => {
    removeEventListener("pointermove", step);
    removeEventListener("pointerup", up);
    removeEventListener("pointercancel", cancel);
    if (!far) return;
    document.body.classList.add("dragged");
    setTimeout(() => document.body.classList.remove("dragged"), 50);
    if (held) finish();
  };
  const [up, cancel] = [end(ended), end(putBack)];
  addEventListener("pointermove", step);
  addEventListener("pointerup", up);
  addEventListener("pointercancel", cancel);
}

/// A picture of the visit that goes with the pointer.
export function ghostOf(visit, box) {
  const ghost = visit.cloneNode(true);
  ghost.removeAttribute("id");
  ghost.setAttribute("aria-hidden", "true");
  ghost.classList.add("ghost");
  ghost.style.width = `${box.width}px`;
  ghost.style.height = `${box.height}px`;
  document.body.append(ghost);
  return ghost;
}

export const clockTime = (minutes) => `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
