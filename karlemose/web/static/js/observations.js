// The sheet of filters: its button says how many there are, also after htmx has put in another list, and closes it.
const button = document.getElementById("show");
const sheet = document.getElementById("sheet");
const narrow = window.matchMedia("(max-width: 575.98px)");

function tell() {
  const said = document.getElementById("rows")?.dataset.button;
  if (said && button.textContent !== said) button.textContent = said;
}

function close() {
  if (!narrow.matches || !sheet.open) return;
  sheet.open = false;
  sheet.querySelector("summary").focus();
}

new MutationObserver(tell).observe(document.getElementById("rows").parentElement, { childList: true });
button.addEventListener("click", close);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") close();
});
