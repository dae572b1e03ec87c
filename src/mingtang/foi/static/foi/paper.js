// On the sheet: a click on a word ticks it in the list, a drag draws a box into the four fields.
// Without this script the same is done with the list and the fields alone.
(() => {
  const sheet = document.querySelector("[data-sheet]");
  const form = document.getElementById("choose");
  if (!sheet || !form) return;
  const drawn = sheet.querySelector("[data-drawn]");
  const sides = Object.fromEntries(
    [...form.querySelectorAll("[data-side]")].map((input) => [input.dataset.side, input]),
  );
  sheet.parentElement.classList.add("live");
  const hint = document.querySelector("[data-hint]");
  if (hint) {
    hint.hidden = false;
    if (!window.matchMedia("(pointer: fine)").matches) hint.textContent = "点文字可以勾选。";
  }

  const tick = (rect) => {
    const box = form.querySelector(`input[name="w"][value="${rect.dataset.word}"]`);
    if (!box) return;
    box.checked = !box.checked;
    rect.classList.toggle("ticked", box.checked);
    box.closest("p").scrollIntoView({ block: "nearest" });
  };
  form.addEventListener("change", (event) => {
    if (event.target.name !== "w") return;
    const rect = sheet.querySelector(`[data-word="${event.target.value}"]`);
    if (rect) rect.classList.toggle("ticked", event.target.checked);
  });

  const view = sheet.viewBox.baseVal;
  const place = (event) => {
    const point = new DOMPoint(event.clientX, event.clientY);
    const at = point.matrixTransform(sheet.getScreenCTM().inverse());
    return [
      Math.min(Math.max(at.x, 0), view.width),
      Math.min(Math.max(at.y, 0), view.height),
    ];
  };
  let from = null;
  let moved = false;
  sheet.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || event.pointerType === "touch") return;
    from = place(event);
    moved = false;
    event.preventDefault();
  });
  window.addEventListener("pointermove", (event) => {
    if (!from) return;
    const to = place(event);
    if (Math.abs(to[0] - from[0]) < 3 && Math.abs(to[1] - from[1]) < 3) return;
    moved = true;
    drawn.setAttribute("x", Math.min(from[0], to[0]));
    drawn.setAttribute("y", Math.min(from[1], to[1]));
    drawn.setAttribute("width", Math.abs(to[0] - from[0]));
    drawn.setAttribute("height", Math.abs(to[1] - from[1]));
  });
  window.addEventListener("pointerup", (event) => {
    if (!from) return;
    const start = from;
    from = null;
    if (!moved) return;
    const to = place(event);
    const share = (value, whole) => ((100 * value) / whole).toFixed(2);
    sides.left.value = share(Math.min(start[0], to[0]), view.width);
    sides.right.value = share(Math.max(start[0], to[0]), view.width);
    sides.top.value = share(Math.min(start[1], to[1]), view.height);
    sides.bottom.value = share(Math.max(start[1], to[1]), view.height);
    const fold = form.querySelector("[data-box]");
    fold.open = true;
    fold.querySelector("button").focus();
  });
  sheet.addEventListener("click", (event) => {
    if (!moved && event.target.dataset.word) tick(event.target);
  });
})();
