// The check-in board by keyboard: arrows go from person to person, a letter takes the step of the one they stand on.
// A step changes only the board, so the place is kept; waiting times go on by themselves.
import { overtaken, refused, say, swap } from "./forms.js";
import { typing } from "./keys.js";

let shown = Date.now();

export function checkIn() {
  document.addEventListener("foyer:swapped", () => (shown = Date.now()));
  setInterval(tick, 15_000);
  document.addEventListener("keydown", press, true);
  document.addEventListener("submit", send, true);
}

function press(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (document.querySelector("dialog[open], .found:not([hidden])")) return;
  const card = event.target.closest?.(".who-card");
  const step = { ArrowDown: [0, 1], ArrowUp: [0, -1], ArrowRight: [1, 0], ArrowLeft: [-1, 0] }[event.key];
  if (step && (card || event.target === document.body || event.target.id === "main")) {
    take(event);
    const to = card ? beside(card, ...step) : document.querySelector(".who-card");
    name(to)?.focus();
    to?.scrollIntoView({ block: "nearest" });
    return;
  }
  if (!card) return;
  const next = event.key === " " && event.target === name(card) ? card.querySelector(".steps button") : null;
  const button = next ?? (event.key.length === 1 && event.key !== " " ? card.querySelector(`[data-card-key="${CSS.escape(event.key)}"]`) : null);
  if (!button) return;
  take(event);
  button.click();
}

async function send(event) {
  const button = event.submitter;
  const card = button?.closest(".who-card");
  if (!card) return;
  take(event);
  if (button.dataset.sent) return;
  button.dataset.sent = "yes";
  overtaken(true);
  const body = new URLSearchParams(new FormData(event.target));
  if (button.name) body.append(button.name, button.value);
  const [id, lane, place] = [name(card).id, card.closest(".stage").dataset.lane, [...card.parentElement.children].indexOf(card)];
  try {
    const answer = await fetch(button.formAction, { method: "POST", body, headers: { Accept: "text/html" } });
    document.activeElement?.blur();
    const fresh = swap(await answer.text(), ["notices", "board", "beside", "summary"]);
    if (!answer.ok) refused(fresh);
    say(document.querySelector("#notices .notice span")?.textContent ?? "Done.");
    stay(id, lane, place);
  } catch {
    overtaken(false);
    document.getElementById("offline").hidden = false;
  } finally {
    delete button.dataset.sent;
  }
}

/// Where the person went, or whoever stands in their place now.
function stay(id, lane, place) {
  const gone = document.getElementById(id);
  if (gone?.checkVisibility?.() ?? gone) return gone.focus();
  const left = [...document.querySelectorAll(`.stage[data-lane="${lane}"] .who-card`)];
  name(left[Math.min(place, left.length - 1)] ?? document.querySelector(".who-card"))?.focus();
}

function beside(card, lanes, rows) {
  if (rows) return rows > 0 ? card.nextElementSibling : card.previousElementSibling;
  const full = [...document.querySelectorAll(".stage")].filter((stage) => stage.querySelector(".who-card")?.checkVisibility?.() ?? true);
  const next = full[full.indexOf(card.closest(".stage")) + lanes];
  const list = next ? [...next.querySelectorAll(".who-card")] : [];
  return list[Math.min([...card.parentElement.children].indexOf(card), list.length - 1)];
}

function tick() {
  for (const chip of document.querySelectorAll("[data-wait]")) {
    const { wait, early, long, tooLong } = chip.dataset;
    const minutes = Number(wait) + Math.floor((Date.now() - shown) / 60_000);
    const level = minutes - early >= tooLong ? 2 : minutes - early >= long ? 1 : 0;
    chip.className = `chip ${["plain", "warn", "urgent"][level]}`;
    chip.querySelector("b").textContent = String(minutes);
    chip.querySelector("em").textContent = ["", ", long", ", too long"][level];
    const use = chip.querySelector("use");
    use.setAttribute("href", use.getAttribute("href").replace(/#.*/, level ? "#alert" : "#clock"));
  }
}

function take(event) {
  event.preventDefault();
  event.stopImmediatePropagation();
}

const name = (card) => card?.querySelector("a[id]");
