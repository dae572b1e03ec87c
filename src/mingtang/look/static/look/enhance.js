// Small conveniences on pages that already work without them.
const say = (near, text) => {
  let spot = near.parentElement.querySelector("[data-said]");
  if (!spot) {
    spot = document.createElement("span");
    spot.dataset.said = "";
    spot.className = "quiet small";
    spot.setAttribute("role", "status");
    near.after(spot);
  }
  spot.textContent = text;
};

// Buttons that need a script arrive hidden and are shown here.
for (const button of document.querySelectorAll("[data-print], [data-copy]")) button.hidden = false;

document.addEventListener("click", async (event) => {
  const printer = event.target.closest("[data-print]");
  if (printer) window.print();
  const copier = event.target.closest("[data-copy]");
  if (copier) {
    const source = document.getElementById(copier.dataset.copy);
    try {
      await navigator.clipboard.writeText(source.textContent.trim());
      say(copier, "已复制");
    } catch {
      getSelection().selectAllChildren(source);
      say(copier, "已选中，请按 Ctrl+C 复制");
    }
  }
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = event.target.closest?.("details.menu[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// The metadata rail stands open beside the text and folds under the title on a phone.
const wide = matchMedia("(min-width: 900px)");
const fold = () => {
  for (const rail of document.querySelectorAll(".doc-rail > details")) rail.open = wide.matches;
};
fold();
wide.addEventListener("change", fold);

// Clock strip: one tab stop; arrows walk the days, up and down a week.
for (const strip of document.querySelectorAll("[data-strip]")) {
  const days = [...strip.querySelectorAll("[data-day]")];
  const first = days.find((day) => day.matches(".is-today")) ?? days[0];
  for (const day of days) day.tabIndex = day === first ? 0 : -1;
  strip.addEventListener("keydown", (event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 7, ArrowUp: -7 }[event.key];
    const at = days.indexOf(document.activeElement);
    const edge = { Home: 0, End: days.length - 1 }[event.key];
    if (at < 0 || (by === undefined && edge === undefined)) return;
    event.preventDefault();
    const next = days[edge ?? Math.min(Math.max(at + by, 0), days.length - 1)];
    days[at].tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  });
}
