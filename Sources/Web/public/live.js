// What others do meanwhile: the server announces that a day has changed, the page fetches itself anew and takes
// over what differs, at an address that does not keep the session alive. Never while somebody moves a visit.
import { say, swap } from "./forms.js";

export function live() {
  const topic = document.body.dataset.live;
  const source = new EventSource(`/live?topic=${encodeURIComponent(topic)}`);
  const offline = document.getElementById("offline");
  let waiting, missed = false;

  source.addEventListener("open", () => {
    if (offline) offline.hidden = true;
    if (missed) refresh();
    missed = false;
  });
  source.addEventListener("error", () => (missed = true));
  source.addEventListener("changed", soon);
  source.addEventListener("message", soon);
  addEventListener("pagehide", () => source.close());
  document.addEventListener("foyer:put-down", soon);

  function soon() {
    clearTimeout(waiting);
    waiting = setTimeout(refresh, 60);
  }

  async function refresh() {
    if (document.body.classList.contains("moving")) return;
    const before = summary();
    try {
      const answer = await fetch(`${location.pathname}/again${location.search}`, { headers: { Accept: "text/html" }, cache: "no-store" });
      if (!answer.ok || answer.redirected) return;
      swap(await answer.text(), ["board", "beside", "summary"]);
      if (summary() !== before) say(`${document.getElementById("day") ? "The day" : "The list"} has changed. ${summary()}`);
    } catch {
      missed = true;
    }
  }
}

const summary = () =>
  [...document.querySelectorAll("#summary .chip")].map((chip) => chip.textContent.trim()).join(", ");
