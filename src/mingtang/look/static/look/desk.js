// Workbench keys: / search, j k rows, Enter open (the browser's own), . acts, ? help. All optional.
const typing = (node) => node.closest("input, textarea, select, [contenteditable]:not([contenteditable='false'])");
const rows = () => [...document.querySelectorAll("[data-row]")];
const way = (row) => row.querySelector("a[data-open]") ?? row.querySelector("a");

function step(by) {
  const links = rows().map(way).filter(Boolean);
  if (!links.length) return;
  const at = links.findIndex((link) => link.closest("[data-row]").contains(document.activeElement));
  const next = at < 0 ? (by > 0 ? 0 : links.length - 1) : Math.min(Math.max(at + by, 0), links.length - 1);
  links[next].focus();
}

function openActs() {
  const row = document.activeElement?.closest("[data-row]");
  const acts = row?.querySelector("[data-acts]") ?? document.querySelector("main [data-acts]");
  if (!acts) return;
  if (acts.matches("details")) acts.open = true;
  acts.querySelector("summary, a, button")?.focus();
}

const keys = {
  "/": () => document.querySelector("[data-search]")?.focus(),
  j: () => step(1),
  k: () => step(-1),
  ".": openActs,
  "?": () => document.getElementById("keys")?.showModal(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (typing(event.target) || document.querySelector("dialog[open]")) return;
  const act = keys[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});
