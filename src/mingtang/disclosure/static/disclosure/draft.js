// The editing page: keeps what was typed every 20 s, tells who else is here, starts the editor.
import { startEditor } from "./editor.js";

const form = document.querySelector("[data-draft]");
const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
const kept = form.querySelector("[data-kept]");
const EVERY = 20_000;
const LOCAL = `mingtang-draft:${location.pathname}`;
let dirty = false;
let sending = false;

const typed = () => {
  const fields = {};
  for (const [name, value] of new FormData(form)) {
    if (name !== "csrfmiddlewaretoken" && typeof value === "string") (fields[name] ??= []).push(value);
  }
  return fields;
};

form.addEventListener("input", () => { dirty = true; });
form.addEventListener("submit", () => { sending = true; localStorage.removeItem(LOCAL); });
addEventListener("beforeunload", (event) => { if (dirty && !sending) event.preventDefault(); });

function showOthers(names) {
  const notice = document.querySelector("[data-presence]");
  notice.hidden = !names.length;
  notice.querySelector("[data-presence-names]").textContent = names.join("、");
}

async function keep() {
  if (document.hidden || sending) return;
  const changed = dirty;
  if (!form.dataset.buffer) {
    // A new draft has no place on the server yet; this browser keeps it.
    if (changed) {
      localStorage.setItem(LOCAL, JSON.stringify(typed()));
      kept.textContent = "还没保存；已在本机暂存。";
    }
    return;
  }
  dirty = false;
  try {
    const answer = await fetch(form.dataset.buffer, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token },
      body: JSON.stringify(changed ? { fields: typed() } : {}),
    });
    const said = await answer.json();
    if (!answer.ok) throw new Error(said.fault);
    if (changed) kept.textContent = `还没保存；已于 ${said.kept_at} 暂存。`;
    showOthers(said.others);
  } catch (fault) {
    dirty = dirty || changed;
    kept.textContent = fault.message ? `没有暂存成：${fault.message}` : "没有暂存成，网络可能断了；请先不要关掉页面。";
  }
}
setInterval(keep, EVERY);
if (form.dataset.buffer) keep();

function offerLocal() {
  const stored = !form.dataset.buffer && localStorage.getItem(LOCAL);
  if (!stored || form.querySelector(".error-summary")) return;
  const notice = document.createElement("div");
  notice.className = "notice";
  const words = document.createElement("p");
  words.textContent = "这台电脑上有一份没保存的草稿。";
  const restore = Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: "恢复" });
  const drop = Object.assign(document.createElement("button"), { type: "button", className: "button quiet", textContent: "放弃" });
  restore.addEventListener("click", () => { fill(JSON.parse(stored)); notice.remove(); });
  drop.addEventListener("click", () => { localStorage.removeItem(LOCAL); notice.remove(); });
  notice.append(words, restore, drop);
  form.before(notice);
}

function fill(fields) {
  for (const control of form.elements) {
    const values = fields[control.name];
    if (!control.name || control.type === "file" || control.type === "hidden") continue;
    if (control.type === "checkbox" || control.type === "radio") control.checked = values?.includes(control.value) ?? false;
    else if (values) control.value = values[0];
  }
  form.querySelector("[data-prose]").dispatchEvent(new CustomEvent("prose:reload"));
  dirty = true;
}

await startEditor(form.querySelector("[data-prose]"), { url: form.dataset.editor, clean: form.dataset.clean, token });
offerLocal();
