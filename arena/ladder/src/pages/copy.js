// A button beside each command that copies it.
"use strict";

for (const code of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) break; // only there over HTTPS and on this machine
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = "Copy";
  button.setAttribute("aria-label", `Copy: ${code.textContent}`);
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(code.textContent);
      button.textContent = "Copied";
    } catch {
      button.textContent = "Copy it by hand";
    }
    setTimeout(() => (button.textContent = "Copy"), 2000);
  });
  code.after(button);
}
