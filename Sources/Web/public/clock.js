// Keeps the clock of the place going, in that place's own zone, and the line of now on the board.
export function clock() {
  const face = document.querySelector(".clock[data-zone]");
  if (!face) return;
  const tick = () => {
    const now = parts(face.dataset.zone);
    face.textContent = `${now.weekday} ${now.day} ${now.month} · ${Number(now.hour)}:${now.minute}`;
    moveNow(Number(now.hour) * 60 + Number(now.minute));
  };
  tick();
  setInterval(tick, 15_000);
  document.addEventListener("foyer:swapped", tick);
}

function parts(zone) {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone, weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
  });
  return Object.fromEntries(format.formatToParts(new Date()).map((p) => [p.type, p.value]));
}

function moveNow(minutes) {
  const board = document.querySelector("#board[data-starts]");
  if (!board) return;
  const five = (minutes - Number(board.dataset.starts)) / 5;
  for (const line of board.querySelectorAll(".now")) {
    line.style.gridRowStart = String(Math.max(1, Math.floor(five) + 1));
    line.style.top = `calc(var(--five) * ${(five % 1).toFixed(2)})`;
  }
}
