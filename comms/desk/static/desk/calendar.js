// Moves posts on the calendar, by dragging and by keyboard. Both fill in the same form that each post's own page has,
// so that the server decides, asks what it has to ask, and tells what became of it. Without this script that page moves it.
(() => {
  const mover = document.querySelector("#mover");
  const told = document.querySelector("#told");
  if (!mover) return;
  const grid = document.querySelector("[data-across]");
  const cells = grid ? [...grid.querySelectorAll("[data-day]")] : [];
  const say = (words) => { told.textContent = words; };
  let held = null;
  let target = null;

  const mark = (cell) => {
    target?.classList.remove("is-target");
    target = cell;
    target?.classList.add("is-target");
  };

  const leave = () => {
    held?.classList.remove("held");
    held = null;
    mark(null);
  };

  const take = (chip) => {
    held = chip;
    chip.classList.add("held");
  };

  const put = (cell) => {
    const { hour } = cell.dataset;
    mover.action = held.dataset.move;
    mover.elements.day.value = cell.dataset.day;
    mover.elements.hour.value = hour ? `${hour}:${held.dataset.minute || "00"}` : "";
    mover.elements.version.value = held.dataset.version;
    mover.submit();
  };

  const chipOf = (event) => event.target.closest?.("[data-move]");
  const cellOf = (event) => event.target.closest?.("[data-day]");

  document.addEventListener("dragstart", (event) => {
    const chip = chipOf(event);
    if (!chip) return;
    take(chip);
    event.dataTransfer.setData("text/plain", chip.href);
    event.dataTransfer.effectAllowed = "move";
  });
  document.addEventListener("dragend", leave);
  document.addEventListener("dragover", (event) => {
    const cell = held && cellOf(event);
    if (!cell) return;
    event.preventDefault();
    if (cell !== target) mark(cell);
  });
  document.addEventListener("drop", (event) => {
    const cell = held && cellOf(event);
    if (!cell) return;
    event.preventDefault();
    if (cell !== held.closest("[data-day]")) put(cell);
    leave();
  });

  const steps = () => {
    const across = Number(grid.dataset.across);
    const down = Number(grid.dataset.down);
    return { ArrowLeft: -across, ArrowRight: across, ArrowUp: -down, ArrowDown: down };
  };

  const choose = (step) => {
    const from = cells.indexOf(target);
    const cell = cells[from + step];
    // One hour further than the last of a day is not the first of the next.
    const stays = Math.abs(step) === 1 && grid.dataset.down === "1" && cell?.dataset.day !== target.dataset.day;
    if (!cell || stays) return say(mover.dataset.edge);
    mark(cell);
    cell.scrollIntoView({ block: "nearest" });
    return say(cell.dataset.name);
  };

  document.addEventListener("keydown", (event) => {
    const chip = chipOf(event);
    if (!chip || !grid) return;
    if (!held) {
      if (event.key !== " ") return;
      event.preventDefault();
      take(chip);
      mark(chip.closest("[data-day]") || cells[0]);
      say(mover.dataset.picked);
    } else if (event.key in steps()) {
      event.preventDefault();
      choose(steps()[event.key]);
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      if (target === chip.closest("[data-day]")) { leave(); say(mover.dataset.left); } else put(target);
    } else if (event.key === "Escape") {
      leave();
      say(mover.dataset.left);
    }
  });
  document.addEventListener("focusout", () => { if (held && told.textContent) leave(); });

  // What became of a move stands at the head of the new page: a screen reader hears it, and the post has the focus again.
  const moved = document.getElementById(location.hash.slice(1));
  if (moved?.matches(".chip")) {
    moved.focus();
    const messages = [...document.querySelectorAll(".messages li")].map((one) => one.textContent.trim());
    setTimeout(() => say(messages.join(" ")), 150);
  }
})();
