// Work in the background: its page asks every three seconds how far it is, and loads again once it is over.
// Without scripts the link "Look again" does the same.
"use strict";

const region = () => document.querySelector("[data-progress]");

async function look() {
  try {
    const answer = await fetch(location.href, { credentials: "same-origin" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = page.querySelector("[data-progress='working']");
    if (!answer.ok || !now) {
      location.reload();
      return;
    }
    region().querySelector("[role=status]").innerHTML = now.querySelector("[role=status]").innerHTML;
    region().querySelector("progress").replaceWith(now.querySelector("progress"));
  } catch {
    // The line is away for a moment: ask again.
  }
  setTimeout(look, 3000);
}

if (document.querySelector("[data-progress='working']")) {
  setTimeout(look, 3000);
}
