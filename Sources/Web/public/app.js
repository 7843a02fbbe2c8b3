// Everything here is a comfort: each page works without it. Modules look for what they serve and leave
// pages alone that have nothing for them.
import { clock } from "./clock.js";
import { forms } from "./forms.js";
import { idle } from "./idle.js";
import { keys } from "./keys.js";
import { search } from "./search.js";

document.documentElement.classList.add("js");
clock();
forms();
keys();
search();
if (document.getElementById("idle")) idle();
if (document.body.dataset.live) import("./live.js").then((m) => m.live());
if (document.querySelector("[data-until]")) import("./hold.js").then((m) => m.hold());
if (document.querySelector(".lane, .week")) import("./board.js").then((m) => m.board());
if (document.querySelector(".week")) import("./week.js").then((m) => m.week());
if (document.querySelector(".lane")) {
  import("./drag.js").then((m) => m.drag());
  import("./several.js").then((m) => m.several());
}
if (document.querySelector(".check-in")) import("./checkin.js").then((m) => m.checkIn());
document.querySelector("[data-focus]")?.focus();
