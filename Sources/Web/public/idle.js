// Asks the server how long the session still lasts (asking does not lengthen it), offers to stay two minutes
// before the end, and covers the page when it is over so that nobody reads it from an empty desk.
import { say } from "./forms.js";

const offer = 120;

export function idle() {
  const bar = document.getElementById("idle");
  const offline = document.getElementById("offline");
  const count = bar.querySelector("[data-count]");
  let ends = Infinity;
  let asking;

  async function ask() {
    clearTimeout(asking);
    let next = 60;
    try {
      const answer = await fetch(bar.dataset.left, { headers: { Accept: "application/json" }, cache: "no-store" });
      offline.hidden = answer.status < 500;
      if (answer.status === 401 || answer.redirected) return over();
      if (answer.ok) {
        const { seconds } = await answer.json();
        ends = Date.now() + seconds * 1000;
        // Only the server's no ends it: a page fetched in the last second would keep the session alive.
        next = Math.min(60, Math.max(1, seconds - offer));
      }
    } catch {
      offline.hidden = false;
      next = 5;
    }
    asking = setTimeout(ask, next * 1000);
    draw();
  }

  function draw() {
    const left = Math.round((ends - Date.now()) / 1000);
    const late = left <= offer;
    if (late && bar.hidden) say("You will be signed out in two minutes.");
    bar.hidden = !late;
    if (late) count.textContent = `${Math.max(0, Math.floor(left / 60))}:${String(Math.max(0, left % 60)).padStart(2, "0")}`;
    if (left <= 0) ask();
  }

  function over() {
    location.reload();
  }

  bar.querySelector("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const form = event.target;
    try {
      const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
      if (answer.ok) ends = Infinity;
    } finally {
      ask();
    }
  });

  ask();
  setInterval(() => ends < Infinity && draw(), 1000);
  document.addEventListener("visibilitychange", () => document.hidden || ask());
}
