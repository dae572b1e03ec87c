// The day of receipt while a request is keyed in; without this script a button works it out.
(() => {
  const form = document.querySelector("[data-intake]");
  if (!form) return;
  const told = form.querySelector("[data-receipt]");
  const button = form.querySelector("[data-receipt-look]");
  if (button) button.hidden = true;
  const read = (name) => (form.elements[name] ? form.elements[name].value : "");
  let last = 0;
  const update = async () => {
    const channel = read("channel");
    if (!channel) return;
    const mine = ++last;
    const query = new URLSearchParams({
      channel,
      submitted_on: read("submitted_on"),
      arrived_on: read("arrived_on"),
    });
    const answer = await fetch(`${form.dataset.intake}?${query}`);
    if (!answer.ok || mine !== last) return;
    const words = document.createElement("b");
    words.textContent = (await answer.json()).words;
    told.replaceChildren(words);
  };
  form.addEventListener("change", (event) => {
    if (["channel", "submitted_on", "arrived_on"].includes(event.target.name)) update();
  });
  update();
})();
