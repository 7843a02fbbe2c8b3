// Moving a visit in the week: to another day with the pointer, or picked up with `m` and carried by the arrow keys, left
// and right by days, up and down by quarter hours.
import { say } from "./forms.js";
import { byKeys, clockTime, follow, ghostOf, held, pickUp, putBack, release, send } from "./move.js";

const visits = ".week .visit[data-move]";

export function week() {
  document.addEventListener("pointerdown", (event) => {
    const visit = event.target.closest?.(visits);
    if (!visit || event.button || event.pointerType === "touch") return;
    const box = visit.getBoundingClientRect();
    follow(event, {
      began: () => begin(visit, ghostOf(visit, box)),
      moved: (e) => {
        held.ghost.style.left = `${e.clientX - box.width / 2}px`;
        held.ghost.style.top = `${e.clientY - (event.clientY - box.top)}px`;
        place(dayAt(e.clientX) ?? held.day, held.time);
      },
      ended: putDown,
    });
  });
  document.addEventListener("dragstart", (event) => event.target.closest?.(".visit") && event.preventDefault());
  // Whoever has dragged a visit does not want to open it.
  document.addEventListener("click", (event) => document.body.classList.contains("dragged") && event.preventDefault());

  byKeys(visits, (visit) => {
    begin(visit);
    place(held.day, held.time);
    say(`Picked up ${nameOf(visit)}. Left and right change the day, up and down the time, Enter puts down, Escape puts back.`);
  }, carry);
}

function begin(visit, ghost) {
  const landing = document.createElement("li");
  landing.className = "landing";
  pickUp(visit, landing, { day: visit.closest(".week-day"), time: timeOf(visit) }, ghost);
}

function carry(event) {
  const step = { ArrowDown: 15, ArrowUp: -15 }[event.key];
  const side = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  const all = days();
  if (event.key === "Enter") putDown();
  else if (step) place(held.day, held.time + (event.altKey ? step / 3 : step));
  else if (side) place(all[Math.min(all.length - 1, Math.max(0, all.indexOf(held.day) + side))], held.time);
  else return false;
  return true;
}

function place(day, time) {
  const last = 1440 - Number(held.visit.dataset.length);
  const to = Math.min(Math.max(0, time), last);
  if (held.landing.isConnected && day === held.day && to === held.time) return;
  held.day = day;
  held.time = to;
  held.landing.textContent = clockTime(to);
  const list = day.querySelector("ul");
  const after = [...list.querySelectorAll(".visit")].find((visit) => visit !== held.visit && timeOf(visit) >= to);
  list.insertBefore(held.landing, after?.closest("li") ?? null);
  held.landing.scrollIntoView({ block: "nearest", inline: "nearest" });
  if (!held.ghost) say(`${clockTime(to)}, ${day.querySelector("h2").textContent}`);
}

function putDown() {
  const { visit, day, time, home } = held;
  if (day === home.day && time === home.time) return putBack();
  release();
  send(visit, {
    provider: document.getElementById("board").dataset.provider, day: day.dataset.day,
    time: clockTime(time).padStart(5, "0"),
  }, ["board"]);
}

const days = () => [...document.querySelectorAll(".week-day")];
const dayAt = (x) => days().find((day) => {
  const box = day.getBoundingClientRect();
  return x >= box.left && x < box.right;
});
const timeOf = (visit) => Number(visit.dataset.starts);
const nameOf = (visit) => visit.querySelector(".name > span").textContent;
