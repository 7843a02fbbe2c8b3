// A changed choice asks again. Made with the pointer it asks at once. Arrows and letters run through many choices on
// the way to one, and a date is half typed for a while: by keyboard it asks on Enter, or when what belongs together is
// left. The page that answers has its focus on what was found, or where this one had it.
const kept = "foyer-focus";
let how = "pressed", typedIn = null, changed = null, leaving = false;

export function asking() {
  document.addEventListener("pointerdown", () => (typedIn = null));
  document.addEventListener("keydown", (event) => {
    typedIn = event.target;
    if (event.key !== "Enter" || !groupOf(typedIn) || !typedIn.matches("select, input[type=date]")) return;
    event.preventDefault();
    ask(typedIn, "pressed");
  });
  document.addEventListener("change", (event) => {
    if (!groupOf(event.target)) return;
    if (typedIn === event.target) changed = event.target;
    else ask(event.target, "pressed");
  });
  document.addEventListener("focusout", (event) => {
    if (!changed || !document.hasFocus()) return;
    // The kind of visit decides what the fields after it offer.
    if (changed.name !== "type" && groupOf(event.relatedTarget) === groupOf(changed)) return;
    leaving = true;
    setTimeout(ask, 0, changed, "left");
  });
  // What is pressed while it asks belongs to the choice of before.
  document.addEventListener("click", (event) => {
    if (!leaving) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);
  document.addEventListener("submit", (event) => event.target.method === "get" && keep(how));
  document.addEventListener("click", (event) => event.target.closest("[data-asks]") && keep("pressed"));
  addEventListener("pageshow", () => (leaving = false));
  resume();
}

const groupOf = (field) => field?.closest?.("[data-autosubmit]");

function ask(field, why) {
  changed = null;
  if (field.type === "date" && !field.value) return void (leaving = false);
  how = why;
  field.form?.requestSubmit();
}

const keep = (why) => sessionStorage.setItem(kept, `${why} ${document.activeElement?.id ?? ""}`);

function resume() {
  const [why, id] = (sessionStorage.getItem(kept) ?? "").split(" ");
  sessionStorage.removeItem(kept);
  if (!why || (document.querySelector("[autofocus]") && (why === "pressed" || !id))) return;
  const field = document.getElementById(id);
  if (why === "left" && id) return field?.focus();
  const found = document.querySelector("#times, #why-not, #board")?.querySelector("a[href], button");
  // Where there is nothing, letters are keys again and not choices of a list.
  (found ?? (field?.closest(".day-nav") ? document.getElementById("main") : field))?.focus();
}
