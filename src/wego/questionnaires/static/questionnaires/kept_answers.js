// Keeps on this device what is typed into a section until it is saved: through a lost connection, a closed tab or an
// empty battery. Without it the server alone keeps what arrives; with it nothing that was typed has to arrive at once.
(() => {
  const form = document.querySelector("form.section-form[data-keep]");
  if (!form) return;
  const PREFIX = "answers:", KEPT_FOR = 14 * 24 * 3600 * 1000;
  const key = PREFIX + form.dataset.keep;
  const isUnsaved = form.dataset.unsaved === "yes";
  const questions = [...form.querySelectorAll("fieldset.question")];

  function read(name) {
    try { return JSON.parse(localStorage.getItem(name)); } catch { return null; }
  }
  function write(kept) {
    try { localStorage.setItem(key, JSON.stringify(kept)); } catch { /* the device is full, or forbids it */ }
  }
  function forget(name) {
    try { localStorage.removeItem(name); } catch { /* as above */ }
  }

  // What a question holds: by the names of its controls, as typed, or as the server sent it.
  function held(field, asSent) {
    const found = {};
    for (const control of field.querySelectorAll("input, textarea, select")) {
      if (!control.name || control.type === "hidden" || control.type === "file") continue;
      const values = (found[control.name] ??= []);
      if (control.type === "checkbox" || control.type === "radio") {
        if (asSent ? control.defaultChecked : control.checked) values.push(control.value);
      } else {
        const value = asSent ? control.defaultValue : control.value;
        if (value) values.push(value);
      }
    }
    return found;
  }
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
  const base = (field) => form.querySelector(`input[name="${field.id.slice(2)}-base"]`);

  function keep() {
    const kept = { at: Date.now(), questions: {} };
    for (const field of questions) {
      const typed = held(field, false);
      if (isUnsaved || !same(typed, held(field, true))) kept.questions[field.id] = { typed, base: base(field)?.value };
    }
    if (Object.keys(kept.questions).length) write(kept);
    else forget(key);
  }

  function putBack(kept) {
    for (const field of questions) {
      const one = kept.questions[field.id];
      if (!one) continue;
      for (const control of field.querySelectorAll("input, textarea, select")) {
        if (!(control.name in one.typed)) continue;
        const values = one.typed[control.name];
        if (control.type === "checkbox" || control.type === "radio") control.checked = values.includes(control.value);
        else control.value = values[0] ?? "";
      }
      // It was typed over that answer: where another one has come since, the server shows both.
      if (one.base !== undefined && base(field)) base(field).value = one.base;
    }
    form.dispatchEvent(new Event("input", { bubbles: true }));
  }

  for (const name of Object.keys(localStorage)) {
    if (name.startsWith(PREFIX) && !((read(name)?.at ?? 0) > Date.now() - KEPT_FOR)) forget(name);
  }
  // Whoever was led from a section to another one has saved the first.
  const sent = sessionStorage.getItem("answers-sent");
  if (sent && sent !== key) forget(sent);
  sessionStorage.removeItem("answers-sent");

  const kept = read(key), notice = document.getElementById("kept-answers");
  if (kept && !isUnsaved) {
    for (const field of questions) {
      const one = kept.questions[field.id];
      if (one && same(one.typed, held(field, true))) delete kept.questions[field.id];
    }
    const open = questions.filter((field) => kept.questions[field.id]);
    if (!open.length) forget(key);
    else if (open.some((field) => !same(kept.questions[field.id].typed, held(field, false)))) {
      notice.hidden = false;
      notice.querySelector("[data-when]").textContent = new Date(kept.at).toLocaleString(document.documentElement.lang);
      notice.querySelector("[data-put-back]").addEventListener("click", () => {
        putBack(kept);
        notice.hidden = true;
        open[0].scrollIntoView();
      });
      notice.querySelector("[data-discard]").addEventListener("click", () => {
        forget(key);
        notice.hidden = true;
      });
    }
  }

  const offline = document.getElementById("no-connection");
  let waiting = null;
  form.addEventListener("input", keep);
  form.addEventListener("submit", (event) => {
    keep();
    if (navigator.onLine) {
      sessionStorage.setItem("answers-sent", key);
      return;
    }
    event.preventDefault();
    waiting = event.submitter;
    offline.hidden = false;
    offline.focus();
  });
  window.addEventListener("online", () => {
    if (!waiting) return;
    offline.hidden = true;
    form.requestSubmit(waiting);
  });
})();
