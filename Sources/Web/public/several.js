// Several visits at once: `v` or a click with Shift chooses a visit, `e` goes on to what can be done with all of them.
import { say } from "./forms.js";
import { typing } from "./keys.js";

const chosen = new Set();

export function several() {
  const bar = document.getElementById("chosen");
  if (!bar) return;
  document.addEventListener("foyer:swapped", () => show(bar));
  document.addEventListener("click", (event) => {
    const visit = event.target.closest?.(".visit[data-move]");
    if (visit && event.shiftKey && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      event.stopImmediatePropagation();
      toggle(visit, bar);
    } else if (event.target.closest?.("#chosen [data-clear]")) {
      chosen.clear();
      show(bar);
      say("Nothing is chosen.");
    }
  }, true);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (document.body.classList.contains("moving")) return;
    const visit = event.target.closest?.(".visit[data-move]");
    if (event.key !== "v" || !visit) return;
    event.preventDefault();
    toggle(visit, bar);
  });
}

function toggle(visit, bar) {
  const id = idOf(visit);
  if (!chosen.delete(id)) chosen.add(id);
  show(bar);
  say(chosen.size === 1 ? "1 visit is chosen. e goes on." : `${chosen.size} visits are chosen. e goes on.`);
}

function show(bar) {
  for (const visit of document.querySelectorAll(".visit[data-move]")) {
    visit.classList.toggle("selected", chosen.has(idOf(visit)));
  }
  bar.hidden = chosen.size === 0;
  bar.querySelector("span").textContent = chosen.size === 1 ? "1 visit is chosen" : `${chosen.size} visits are chosen`;
  const link = bar.querySelector("a");
  link.dataset.base ??= link.getAttribute("href");
  link.href = link.dataset.base + [...chosen].map((id) => `&visit=${id}`).join("");
}

const idOf = (visit) => visit.dataset.move.split("/")[2];
