// Answers while one types: a combobox over a piece of a page the server renders. Without it the form is sent.
const wait = 80;

export function search() {
  for (const form of document.querySelectorAll("form[data-search]")) attach(form);
}

function attach(form) {
  const input = form.querySelector("input[type=search]");
  const list = form.querySelector(".found");
  if (!input || !list) return;
  list.id ||= `found-${input.id}`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Found");
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list",
  })) input.setAttribute(name, value);

  let timer, asked, chosen = -1, shown = "", dropped = false;
  const options = () => [...list.querySelectorAll("[role=option]")];
  const close = () => {
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const choose = (place) => {
    const all = options();
    if (!all.length) return;
    chosen = (place + all.length) % all.length;
    all.forEach((option, n) => option.setAttribute("aria-selected", String(n === chosen)));
    all[chosen].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", all[chosen].id);
  };
  const show = (html, text) => {
    list.innerHTML = html;
    shown = text;
    for (const [n, hit] of [...list.querySelectorAll("a.hit")].entries()) {
      hit.id = `${list.id}-${n}`;
      hit.setAttribute("role", "option");
      hit.setAttribute("tabindex", "-1");
      if (form.dataset.pick) hit.href = form.dataset.pick + encodeURIComponent(hit.dataset.id);
    }
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    choose(0);
  };
  const ask = async () => {
    const text = input.value.trim();
    if (text.length < 2) return close();
    if (text === shown && !list.hidden) return;
    asked?.abort();
    asked = new AbortController();
    try {
      const answer = await fetch(form.dataset.search, {
        method: "POST", signal: asked.signal, headers: { Accept: "text/html" },
        body: new URLSearchParams({ q: text, csrf: form.elements.csrf.value }),
      });
      if (answer.ok && !answer.redirected) show(await answer.text(), text);
    } catch (fault) {
      if (fault.name !== "AbortError") close();
    }
  };

  // Whoever types faster than the answer comes means its first line; where there is none, the page that says so.
  const take = async () => {
    clearTimeout(timer);
    await ask();
    const hit = options()[chosen];
    if (hit && !list.hidden && shown === input.value.trim()) hit.click();
    else form.requestSubmit();
  };

  input.addEventListener("input", () => {
    dropped = false;
    clearTimeout(timer);
    timer = setTimeout(ask, wait);
  });
  input.addEventListener("focus", () => input.value.trim().length > 1 && ask());
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (list.hidden) return ask();
      event.preventDefault();
      choose(chosen + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      event.stopPropagation();
      dropped = true;
      close();
    } else if (event.key === "Enter" && !dropped && input.value.trim().length > 1) {
      event.preventDefault();
      take();
    }
  });
  form.addEventListener("focusout", (event) => {
    if (!form.contains(event.relatedTarget)) setTimeout(close, 120);
  });
  list.addEventListener("mousedown", (event) => event.preventDefault());
}
