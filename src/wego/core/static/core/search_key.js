// Ctrl-K (⌘K) leads to the search in the office's head. Without scripts one goes there by the keyboard as ever.
"use strict";

document.addEventListener("keydown", (event) => {
  if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
  const field = document.querySelector(".office-search input");
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.select();
});

// Who has a keyboard and room sees the keys in the field.
if (matchMedia("(pointer: fine) and (min-width: 64rem)").matches) {
  const field = document.querySelector(".office-search input");
  if (field) field.placeholder += navigator.platform.startsWith("Mac") ? "   ⌘K" : "   Ctrl K";
}
