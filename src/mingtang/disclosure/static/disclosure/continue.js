// A run of imports that is not done: asks for its next slice, so that nobody has to press a button.
const form = document.querySelector("[data-continue]");
if (form) setTimeout(() => form.requestSubmit(), 800);
