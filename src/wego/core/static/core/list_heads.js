// A table that fits its page says so, and its head stays in sight (office.css). Without scripts it moves with the page.
"use strict";

const fitting = new ResizeObserver((seen) => {
  for (const { target } of seen) {
    const frame = target.parentElement;
    frame.classList.toggle("fits", target.offsetWidth <= frame.clientWidth);
  }
});
for (const table of document.querySelectorAll(".office .scroll > table")) fitting.observe(table);
