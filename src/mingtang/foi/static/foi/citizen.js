// Conveniences of the request form and of the pages opened with a code. All works without.
const form = document.getElementById("request-form");

if (form) {
  // Only the fields of the chosen kind of applicant are shown.
  const nameLabel = form.querySelector("[data-name-label]");
  const showKind = () => {
    const natural = (form.elements.kind.value || "N") === "N";
    for (const part of form.querySelectorAll("[data-for]")) part.hidden = (part.dataset.for === "natural") !== natural;
    const label = nameLabel.querySelector(".field-label");
    if (label) label.textContent = natural ? nameLabel.dataset.natural : nameLabel.dataset.organisation;
  };
  form.querySelector("[data-kind-act]").hidden = true;
  for (const radio of form.querySelectorAll("[name=kind]")) radio.addEventListener("change", showKind);

  // What is published and which units fit, a moment after the last key.
  const found = document.getElementById("found");
  const asked = form.querySelector("[data-look]");
  let wait = 0;
  let last = "";
  const look = async () => {
    const body = new FormData();
    for (const name of ["csrfmiddlewaretoken", "subject", "doc_number", "description"]) body.append(name, form.elements[name].value);
    const text = ["subject", "doc_number", "description"].map((name) => form.elements[name].value.trim()).join("\n");
    if (text.length < 6 || text === last) return;
    last = text;
    try {
      const answer = await fetch(asked.dataset.look, { method: "POST", body });
      if (answer.status === 200) found.innerHTML = await answer.text();
    } catch {
      // Without a connection the button is still there.
    }
  };
  asked.addEventListener("input", () => {
    clearTimeout(wait);
    wait = setTimeout(look, 700);
  });
  found.addEventListener("click", (event) => {
    const pick = event.target.closest("[data-pick]");
    if (!pick) return;
    event.preventDefault();
    form.elements.unit.value = pick.dataset.pick;
    form.elements.unit.focus();
  });

  // How much room is left in the description.
  const count = form.querySelector("[data-count]");
  const room = () => {
    const length = [...form.elements.description.value].length;
    count.hidden = length < 15000;
    count.textContent = `补充描述现在有 ${length} 字，最多 20000 字。`;
  };
  form.elements.description.addEventListener("input", room);
  room();
}

// A second click sends nothing twice.
for (const button of document.querySelectorAll("[data-once]")) {
  button.form.addEventListener("submit", () => setTimeout(() => { button.disabled = true; }));
}

// A number or code behind "#" reached no server: it is put into the form here and taken off the address.
const fragment = document.querySelector("[data-fragment]");
if (fragment && location.hash.length > 1) {
  const field = document.getElementById(fragment.dataset.fragment);
  if (!field.value) field.value = decodeURIComponent(location.hash.slice(1));
  history.replaceState(null, "", location.pathname);
}
