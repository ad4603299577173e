// Follows what happens on the server, where it says so: in place of loading the page again and again.
"use strict";

// Where a page only has to be loaded again until something is found out.
const waiting = document.querySelector("[data-reload]");
if (waiting) setTimeout(() => location.reload(), 1000 * Number(waiting.dataset.reload));

for (const place of document.querySelectorAll("[data-events]")) {
  const source = new EventSource(place.dataset.events);

  // A part of the page, whenever it changes; not while somebody is about to click in it.
  if (place.dataset.fragment) {
    let latest = null;
    const show = () => {
      if (latest === null || place.matches(":hover") || place.contains(document.activeElement)) return;
      // From this server, which escapes every text in it as it does in pages.
      place.innerHTML = latest;
      latest = null;
    };
    source.addEventListener(place.dataset.fragment, (event) => {
      latest = event.data;
      show();
    });
    place.addEventListener("mouseleave", show);
    place.addEventListener("focusout", () => setTimeout(show));
    continue;
  }

  // A match.
  const said = place.querySelector("[data-said=progress]");
  let shown = document.querySelector(".board") !== null;
  source.addEventListener("progress", (event) => {
    const { tick, scores } = JSON.parse(event.data);
    if (!shown) {
      // The board is there now.
      shown = true;
      location.reload();
      return;
    }
    if (said) said.textContent = `At tick ${tick}: ${scores.join(" – ")} points.`;
    document.dispatchEvent(new CustomEvent("footage", { detail: { tick } }));
  });
  source.addEventListener("done", () => {
    source.close();
    if (!shown) {
      location.reload();
      return;
    }
    const link = document.createElement("a");
    link.href = location.pathname;
    link.textContent = "Show the result";
    said?.replaceChildren("The match is over. ", link);
    document.dispatchEvent(new CustomEvent("footage", { detail: { done: true } }));
  });
}
