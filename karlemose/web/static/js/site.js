// Every page works without this file. It loads htmx for part swaps, closes what stands open, and stops double sending.
import htmx from "../npm/htmx/htmx.esm.min.js";

htmx.config.includeIndicatorCSS = false;

for (const form of document.querySelectorAll("form[data-once]")) {
  form.addEventListener("submit", (event) => {
    const button = form.querySelector("[data-sending]");
    if (!button || (event.submitter && event.submitter.name)) return; // another button than "send" was pressed
    button.setAttribute("aria-disabled", "true");
    button.querySelector("span").textContent = button.dataset.sending;
  });
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
}

window.addEventListener("pageshow", (event) => {
  if (event.persisted) for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = document.querySelector("details.nav-more[open]");
  if (open) {
    open.open = false;
    open.querySelector("summary").focus();
  }
});

// A chosen place in the long list lets go of the short one, and the other way round.
for (const list of document.querySelectorAll("select[data-lets-go-of]")) {
  const chips = document.querySelectorAll(`input[name="${list.dataset.letsGoOf}"]`);
  list.addEventListener("change", () => {
    if (list.value) for (const chip of chips) chip.checked = false;
  });
  for (const chip of chips) chip.addEventListener("change", () => { list.value = ""; });
}

// "Earlier": the field for day and time shows itself when it is asked for.
for (const choice of document.querySelectorAll("[data-shows]")) {
  const shown = document.getElementById(choice.dataset.shows);
  const group = document.querySelectorAll(`input[name="${choice.name}"]`);
  const follow = () => {
    shown.hidden = !choice.checked;
    for (const field of shown.querySelectorAll("input")) field.disabled = shown.hidden;
  };
  for (const one of group) one.addEventListener("change", follow);
  follow();
}
