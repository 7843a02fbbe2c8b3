// Arrow keys on the board of a day or a week: one stop for Tab, then up and down by the clock, left and right between
// columns.
import { typing } from "./keys.js";

const lanes = ".lane, .week-day";
const stops = ":is(.lane, .week-day) :is(.visit, .free)";
let last = "";

export function board() {
  settle();
  document.addEventListener("foyer:swapped", settle);
  showNow();

  document.addEventListener("focusin", (event) => {
    const stop = event.target.closest?.(stops);
    if (!stop) return;
    for (const other of every()) other.tabIndex = other === stop ? 0 : -1;
    last = stop.id;
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.body.classList.contains("moving")) return;
    if (typing(event.target) || document.querySelector("dialog[open], .found:not([hidden])")) return;
    const here = event.target.closest?.(stops);
    const step = { ArrowDown: [0, 1], ArrowUp: [0, -1], ArrowRight: [1, 0], ArrowLeft: [-1, 0] }[event.key];
    if (!step || (!here && event.target !== document.body && event.target.id !== "main")) return;
    event.preventDefault();
    const to = here ? beside(here, ...step) : document.getElementById(last) ?? every().find((stop) => stop.tabIndex === 0);
    to?.focus();
    to?.scrollIntoView({ block: "nearest", inline: "nearest" });
  });

  // Choosing a visit changes only what stands beside the board; the address follows, Back works.
  document.addEventListener("click", async (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const link = event.target.closest("a.visit[data-minutes], [data-close]");
    // A group has a page of its own.
    if (!link || link.pathname !== location.pathname || !document.getElementById("beside")) return;
    event.preventDefault();
    if (document.body.classList.contains("dragged")) return;
    await show(link.href, true);
  });
  addEventListener("popstate", () => show(location.href, false));
}

async function show(url, remember) {
  const { swap } = await import("./forms.js");
  const answer = await fetch(url, { headers: { Accept: "text/html" } });
  if (!answer.ok || answer.redirected) return location.assign(url);
  if (remember) history.pushState(null, "", url);
  swap(await answer.text(), ["board", "beside", "summary"]);
  // Where there is no room beside the board, the visit stands above it.
  if (remember && matchMedia("(max-width: 1100px)").matches) document.getElementById("visit")?.scrollIntoView();
}

function settle() {
  const all = every();
  const keep = document.getElementById(last) ?? all.find((s) => s.matches("[aria-current]")) ?? all[0];
  for (const stop of all) stop.tabIndex = stop === keep ? 0 : -1;
}

function beside(here, columns, rows) {
  const all = [...document.querySelectorAll(lanes)].filter((lane) => lane.querySelector(stops));
  const lane = here.closest(lanes);
  if (rows) {
    const list = inOrder(lane);
    return list[list.indexOf(here) + rows];
  }
  const next = all[all.indexOf(lane) + columns];
  if (!next) return undefined;
  const top = here.offsetTop;
  return inOrder(next).reduce((best, stop) =>
    Math.abs(stop.offsetTop - top) < Math.abs(best.offsetTop - top) ? stop : best);
}

const every = () => [...document.querySelectorAll(stops)];

const inOrder = (lane) =>
  [...lane.querySelectorAll(".visit, .free")].sort((a, b) => a.offsetTop - b.offsetTop || a.offsetLeft - b.offsetLeft);

function showNow() {
  const frame = document.getElementById("board");
  const target = frame?.querySelector(".visit[aria-current]") ?? frame?.querySelector(".now");
  if (!frame || !target || frame.scrollHeight <= frame.clientHeight) return;
  frame.scrollTop = target.offsetTop + target.parentElement.offsetTop - frame.clientHeight / 3;
}
