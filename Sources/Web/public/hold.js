// Counts down how long a time is still held. The end itself stands on the page without this.
export function hold() {
  const left = document.querySelector("[data-until]");
  const tick = () => {
    const seconds = Math.ceil((Number(left.dataset.until) - Date.now()) / 1000);
    if (seconds > 0) {
      left.textContent = `, ${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")} left`;
      return;
    }
    clearInterval(timer);
    left.textContent = `. ${left.dataset.over}`;
    left.closest(".notice")?.classList.replace("info", "warn");
  };
  const timer = setInterval(tick, 1000);
  tick();
}
