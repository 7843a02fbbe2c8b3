// Everything here is a comfort: each page works without it. Modules look for what they serve and leave
// pages alone that have nothing for them.
import { asking } from "./asking.js";
import { clock } from "./clock.js";
import { forms } from "./forms.js";
import { idle } from "./idle.js";
import { keys } from "./keys.js";
import { search } from "./search.js";

document.documentElement.classList.add("js");
clock();
forms();
asking();
keys();
search();
if (document.getElementById("idle")) idle();
const more = [];
if (document.body.dataset.live) more.push(import("./live.js").then((m) => m.live()));
if (document.querySelector("[data-until]")) more.push(import("./hold.js").then((m) => m.hold()));
if (document.querySelector(".lane, .week")) more.push(import("./board.js").then((m) => m.board()));
if (document.querySelector(".week")) more.push(import("./week.js").then((m) => m.week()));
if (document.querySelector(".lane")) {
  more.push(import("./drag.js").then((m) => m.drag()));
  more.push(import("./several.js").then((m) => m.several()));
}
if (document.querySelector(".check-in")) more.push(import("./checkin.js").then((m) => m.checkIn()));
document.querySelector("[data-focus]")?.focus();
// Whoever works the page faster than a hand can tell from this that every key is heard.
Promise.all(more).then(() => document.documentElement.classList.add("ready"));
