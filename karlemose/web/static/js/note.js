// The strip before sending: what stands in each of the two cards, and the caption of the button that follows from it.
// Without this file both say it in a sentence.
const strip = document.getElementById("strip");

function lines(text) {
  return text.split("\n").filter((line) => line.trim()).length;
}

function counted(number, one, many) {
  return number === 1 ? one : many.replace("#", number);
}

function filled(form, names) {
  return names.filter((name) => form.elements[name]?.value.trim()).length;
}

function tell(form) {
  const words = strip.dataset;
  const written = lines(form.elements.text?.value ?? "");
  const shared = [words.place];
  if (written) shared.push(counted(written, words.line, words.lines));
  if (form.elements.shared_photo?.value) shared.push(words.photo);

  const held = [];
  if (form.elements.plate.value.trim()) held.push(words.plate);
  const particulars = filled(form, ["description", "assessment", "names", "dwelling"]);
  if (particulars) held.push(counted(particulars, words.particular, words.particulars));
  if (form.elements.photo?.value) held.push(words.photo);

  say("strip-shared", shared.join(", "));
  say("strip-protected", held.join(", ") || words.nothing);
  const caption = document.getElementById("send-words");
  say("send-words", held.length ? caption.dataset.both : caption.dataset.plain);
}

function say(id, text) {
  const place = document.getElementById(id);
  if (place.textContent !== text) place.textContent = text;
}

if (strip) {
  const form = strip.closest("form");
  strip.setAttribute("role", "status");
  form.addEventListener("input", () => tell(form));
  form.addEventListener("change", () => tell(form));
  window.addEventListener("pageshow", () => tell(form));
  tell(form);
}
