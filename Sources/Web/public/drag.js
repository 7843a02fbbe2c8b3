// Moving a visit: with the pointer, or picked up with `m` and carried by the arrow keys. Its lower edge, and the
// arrows with Shift, make it longer or shorter. Either way the form `#mover` is filled and sent; the server decides,
// the notice offers the way back.
import { refused, say, swap } from "./forms.js";
import { typing } from "./keys.js";

const still = 6; // pixels a finger may tremble before it is a drag
const rim = 8; // pixels of the lower edge by which a visit is made longer
let held = null;

export function drag() {
  document.addEventListener("pointerdown", (event) => {
    const visit = event.target.closest?.(".visit[data-move]");
    if (!visit || event.button || event.pointerType === "touch") return;
    const start = { x: event.clientX, y: event.clientY };
    const box = visit.getBoundingClientRect();
    const grip = event.clientY - box.top;
    const sizes = box.bottom - event.clientY < Math.min(rim, box.height / 3);
    const moved = (e) => {
      if (!held) {
        if (Math.hypot(e.clientX - start.x, e.clientY - start.y) < still) return;
        pickUp(visit, sizes ? null : ghostOf(visit, box));
        held.silent = sizes;
        if (sizes) place(held.lane, held.row);
      }
      edge(e);
      if (sizes) return resize(Math.round((e.clientY - visit.getBoundingClientRect().top) / five(held.lane)));
      held.ghost.style.left = `${e.clientX - box.width / 2}px`;
      held.ghost.style.top = `${e.clientY - grip}px`;
      aim(laneAt(e.clientX), e.clientY - grip);
    };
    const up = () => {
      removeEventListener("pointermove", moved);
      removeEventListener("pointerup", up);
      removeEventListener("pointercancel", putBack);
      if (!held) return;
      document.body.classList.add("dragged");
      setTimeout(() => document.body.classList.remove("dragged"), 50);
      putDown();
    };
    addEventListener("pointermove", moved);
    addEventListener("pointerup", up);
    addEventListener("pointercancel", putBack);
  });
  document.addEventListener("dragstart", (event) => event.target.closest?.(".visit") && event.preventDefault());

  document.addEventListener("keydown", (event) => {
    if (held) return carry(event);
    const visit = event.target.closest?.(".visit[data-move]");
    if (event.key !== "m" || !visit || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    event.preventDefault();
    pickUp(visit);
    place(visit.closest(".lane") ?? document.querySelector(".lane[data-takes-visits]"), rowOf(visit));
    say(`Picked up ${nameOf(visit)}. Arrows move, with Shift they make it longer or shorter, Enter puts down, Escape puts back.`);
  }, true);
}

function pickUp(visit, ghost) {
  const landing = document.createElement("div");
  landing.className = `landing s${span(visit)}`;
  visit.classList.add("picked-up");
  document.body.classList.add("moving");
  // A parked one has no lane.
  held = { visit, ghost, landing, span: span(visit), home: { lane: visit.closest(".lane"), row: rowOf(visit), span: span(visit) } };
  held.lane = held.home.lane;
  held.row = held.home.row;
}

function carry(event) {
  const lanes = [...document.querySelectorAll(".lane[data-takes-visits]")];
  const step = { ArrowDown: 3, ArrowUp: -3 }[event.key];
  const side = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (event.key === "Escape") putBack();
  else if (event.key === "Enter") putDown();
  else if (step && event.shiftKey) resize(held.span + step / 3);
  else if (step) place(held.lane, held.row + (event.altKey ? step / 3 : step));
  else if (side) place(lanes[Math.min(lanes.length - 1, Math.max(0, lanes.indexOf(held.lane) + side))], held.row);
  else return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

function place(lane, row) {
  const last = 1 + Math.round(lane.offsetHeight / five(lane)) - held.span;
  held.lane = lane;
  held.row = Math.min(Math.max(1, row), last);
  held.landing.style.gridRowStart = String(held.row);
  held.landing.textContent = timeOf(held.row);
  lane.append(held.landing);
  held.landing.scrollIntoView({ block: "nearest", inline: "nearest" });
  if (!held.ghost && !held.silent) say(`${timeOf(held.row)}, ${laneName(lane)}`);
}

function resize(rows) {
  const most = 1 + Math.round(held.lane.offsetHeight / five(held.lane)) - held.row;
  const to = Math.min(Math.max(1, rows), most);
  if (to === held.span) return;
  held.landing.classList.replace(`s${held.span}`, `s${to}`);
  held.span = to;
  held.landing.textContent = `${timeOf(held.row)}–${timeOf(held.row + to)}`;
  if (!held.silent) say(`${to * 5} minutes, until ${timeOf(held.row + to)}`);
}

function aim(lane, top) {
  if (!lane) return;
  const quarter = Math.round((top - lane.getBoundingClientRect().top) / five(lane) / 3) * 3 + 1;
  if (lane === held.lane && quarter === held.row && held.landing.isConnected) return;
  place(lane, quarter);
}

async function putDown() {
  const { visit, lane, row, home } = held;
  if (!lane || (lane === home.lane && row === home.row && held.span === home.span)) return putBack();
  const form = document.getElementById("mover");
  form.elements.provider.value = lane.dataset.column;
  form.elements.day.value = document.getElementById("day").dataset.day;
  form.elements.time.value = timeOf(row).padStart(5, "0");
  form.elements.minutes.value = held.span === home.span ? "" : String(held.span * 5);
  form.elements.back.value = location.pathname + location.search;
  const number = visit.dataset.move.split("/")[2];
  release();
  try {
    const answer = await fetch(visit.dataset.move, {
      method: "POST", body: new URLSearchParams(new FormData(form)), headers: { Accept: "text/html" },
    });
    const fresh = swap(await answer.text(), ["notices", "board", "beside", "summary"]);
    const said = fresh.querySelector("#notices .notice span, main .notice span")?.textContent;
    if (!answer.ok) refused(fresh);
    say(said ?? "Moved.");
    window.scrollTo({ top: 0 });
    // In another column, or off the pinboard, it goes by another id.
    document.querySelector(`:is(.lane, .pins) .visit[data-move*="/${number}/"]`)?.focus({ preventScroll: true });
  } catch {
    document.getElementById("offline").hidden = false;
  }
}

function putBack() {
  if (!held) return;
  say("Put back.");
  const { visit } = held;
  release();
  visit.focus();
}

function release() {
  held.ghost?.remove();
  held.landing.remove();
  held.visit.classList.remove("picked-up");
  held = null;
  document.body.classList.remove("moving");
  document.dispatchEvent(new CustomEvent("foyer:put-down"));
}

function ghostOf(visit, box) {
  const ghost = visit.cloneNode(true);
  ghost.removeAttribute("id");
  ghost.setAttribute("aria-hidden", "true");
  ghost.classList.add("ghost");
  ghost.style.width = `${box.width}px`;
  ghost.style.height = `${box.height}px`;
  document.body.append(ghost);
  return ghost;
}

/// Near an edge of the board the board goes on.
function edge(e) {
  const frame = document.getElementById("board");
  const box = frame.getBoundingClientRect();
  if (e.clientY > box.bottom - 40) frame.scrollTop += 12;
  if (e.clientY < box.top + 100) frame.scrollTop -= 12;
  if (e.clientX > box.right - 40) frame.scrollLeft += 12;
  if (e.clientX < box.left + 80) frame.scrollLeft -= 12;
}

const laneAt = (x) =>
  [...document.querySelectorAll(".lane[data-takes-visits]")].find((lane) => {
    const box = lane.getBoundingClientRect();
    return x >= box.left && x < box.right;
  });
const five = (lane) => lane.querySelector("i").offsetHeight / Number(lane.querySelector("i").className.match(/s(\d+)/)[1]);
const rowOf = (visit) => Number(visit.className.match(/\br(\d+)\b/)[1]);
const span = (visit) => Number(visit.className.match(/\bs(\d+)\b/)[1]);
const nameOf = (visit) => visit.querySelector(".name > span:not(.sr)").textContent;
const laneName = (lane) => document.querySelector(`#${CSS.escape(lane.getAttribute("aria-labelledby"))} strong`).textContent;
const timeOf = (row) => {
  const minutes = Number(document.getElementById("board").dataset.starts) + (row - 1) * 5;
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
};
