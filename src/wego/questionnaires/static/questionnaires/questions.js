// Shows and hides the questions of a section as its answers open and close them, and warns before typed words are lost.
// Without it the same questions come after saving: the server decides, this only shows it sooner.
(() => {
  const form = document.querySelector("form.section-form");
  if (!form) return;
  for (const template of form.querySelectorAll("template.waiting")) template.replaceWith(template.content);
  const conditional = [...form.querySelectorAll("fieldset[data-show-if]")];

  // The answer to a question as conditions see it: undefined where there is none that counts.
  function answer(code) {
    const field = document.getElementById("q-" + code);
    if (!field || field.disabled) return undefined;
    if (form.querySelector(`input[name="${code}-special"]:checked`)) return undefined;
    const controls = [...field.querySelectorAll(`[name="${code}"]`)];
    if (controls.some((control) => control.type === "checkbox")) {
      const ticked = controls.filter((control) => control.checked).map((control) => control.value);
      return ticked.length ? ticked : undefined;
    }
    const chosen = controls.find((control) => control.type !== "radio" || control.checked);
    const value = chosen ? chosen.value.trim() : "";
    return value === "" || value === "dont_know" || value === "not_applicable" ? undefined : value;
  }

  function place(code, value) {
    const values = JSON.parse(document.getElementById("q-" + code).dataset.values || "null");
    return values ? values[value] : Number(String(value).replaceAll(",", ""));
  }

  function holds(condition) {
    if (typeof condition === "boolean") return condition;
    if (condition.any) return condition.any.some(holds);
    if (condition.all) return condition.all.every(holds);
    if ("not" in condition) return !holds(condition.not);
    const value = answer(condition.question);
    if ("answered" in condition) return (value !== undefined) === condition.answered;
    if (value === undefined) return false;
    if ("one_of" in condition) return condition.one_of.includes(value);
    if ("includes" in condition) return Array.isArray(value) && value.includes(condition.includes);
    if ("at_least" in condition) return place(condition.question, value) >= condition.at_least;
    if ("at_most" in condition) return place(condition.question, value) <= condition.at_most;
    if (typeof condition.equals === "boolean") return (value === "yes") === condition.equals;
    return typeof condition.equals === "number" ? place(condition.question, value) === condition.equals : value === condition.equals;
  }

  // Conditions look only back, so one pass in the order of the page settles everything.
  function settle() {
    for (const field of conditional) {
      const shown = holds(JSON.parse(field.dataset.showIf));
      field.hidden = !shown;
      field.disabled = !shown;
    }
    [...form.querySelectorAll("fieldset.question:not([hidden]) .question-number")].forEach((number, place) => { number.textContent = place + 1; });
  }

  let touched = false;
  form.addEventListener("input", () => { touched = true; settle(); });
  form.addEventListener("submit", () => { touched = false; });
  window.addEventListener("beforeunload", (event) => { if (touched) event.preventDefault(); });
  settle();
  document.getElementById("errors")?.focus();
})();
