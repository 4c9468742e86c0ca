// Passkeys: asks the device to make one or to sign with one, and sends what it answers with the form it stands in.
// Without script, or where a browser cannot, the forms stay hidden and the other ways of signing in stand alone.

const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));

const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");

const described = (list = []) => list.map((one) => ({ ...one, id: bytes(one.id) }));

function toGet({ publicKey }) {
  return { publicKey: { ...publicKey, challenge: bytes(publicKey.challenge), allowCredentials: described(publicKey.allowCredentials) } };
}

function toCreate({ publicKey }) {
  return {
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      user: { ...publicKey.user, id: bytes(publicKey.user.id) },
      excludeCredentials: described(publicKey.excludeCredentials),
    },
  };
}

function answered(credential) {
  const { response } = credential;
  const parts = { clientDataJSON: text(response.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[name]) parts[name] = text(response[name]);
  }
  if (response.getTransports) parts.transports = response.getTransports();
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: parts,
  };
}

async function options(form) {
  if (form.dataset.options) return JSON.parse(form.dataset.options);
  const answer = await fetch(form.dataset.optionsFrom, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error("no options");
  return (await answer.json()).request_options;
}

async function ask(form) {
  const wanted = await options(form);
  const credential = form.dataset.passkey === "create"
    ? await navigator.credentials.create(toCreate(wanted))
    : await navigator.credentials.get(toGet(wanted));
  form.elements.credential.value = JSON.stringify(answered(credential));
}

const can = Boolean(window.PublicKeyCredential && navigator.credentials);
for (const form of document.querySelectorAll("form[data-passkey]")) {
  form.hidden = !can;
  const trouble = form.querySelector("[data-passkey-error]");
  form.addEventListener("submit", async (event) => {
    if (form.elements.credential.value) return;
    event.preventDefault();
    trouble.hidden = true;
    try {
      await ask(form);
    } catch {
      trouble.hidden = false;
      return;
    }
    form.requestSubmit();
  });
}
for (const told of document.querySelectorAll("[data-no-passkeys]")) told.hidden = can;

for (const button of document.querySelectorAll("[data-prints]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
for (const button of document.querySelectorAll("[data-copies]")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    const items = document.querySelectorAll(`#${button.dataset.copies} li`);
    await navigator.clipboard.writeText([...items].map((item) => item.textContent.trim()).join("\n"));
    button.textContent = button.dataset.copied;
  });
}
