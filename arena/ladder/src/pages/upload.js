// Says before a file is sent that it is too large, or that it does not fit what was ticked; the server says the same after.
"use strict";

const form = document.querySelector("form[data-upload]");
if (form) {
  const file = form.elements.namedItem("file");
  const hint = form.querySelector("[data-said=file]");
  const bot = form.elements.namedItem("bot");
  const name = form.elements.namedItem("name");

  const size = (bytes) => (bytes < 1048576 ? `${(bytes / 1024).toFixed(1)} KiB` : `${(bytes / 1048576).toFixed(1)} MiB`);

  const look = () => {
    const chosen = file.files[0];
    const language = form.elements.namedItem("language")?.value ?? "";
    let problem = "";
    if (chosen) {
      const most = Number(language ? file.dataset.scriptBytes : file.dataset.moduleBytes);
      const isModule = chosen.name.endsWith(".wasm");
      if (chosen.size > most) problem = `This file has ${size(chosen.size)}; at most ${size(most)} can be uploaded.`;
      else if (chosen.size === 0) problem = "This file is empty.";
      else if (language && isModule) problem = "This is a module, not a script: tick “A WebAssembly module”.";
      else if (!language && !isModule) problem = "A module's name ends in .wasm; for a script, tick its language.";
    }
    // The end of a name is a hint and no proof, so only the size keeps a file from being sent.
    file.setCustomValidity(chosen && problem.startsWith("This file") ? problem : "");
    hint.textContent = problem || (chosen ? size(chosen.size) : "");
    hint.classList.toggle("problem", problem !== "");
  };

  const tick = () => {
    const chosen = file.files[0];
    const ending = chosen?.name.split(".").pop();
    const choices = [...form.querySelectorAll("input[name=language]")];
    const choice = choices.find((it) => it.value === (ending === "wasm" ? "" : ending));
    if (choice) choice.checked = true;
    look();
    ask();
  };

  // Fields that mean nothing for what was chosen are put away.
  const ask = () => {
    const isNew = bot.value === "";
    for (const field of form.querySelectorAll("[data-new]")) field.hidden = !isNew;
    if (name) {
      name.disabled = !isNew;
      name.required = isNew;
    }
    form.querySelector("[data-module]").hidden = (form.elements.namedItem("language")?.value ?? "") !== "";
  };

  file.addEventListener("change", tick);
  form.addEventListener("change", () => {
    look();
    ask();
  });
  form.addEventListener("submit", () => {
    // Once is enough; the button comes back when the page does.
    const button = form.querySelector("button.primary");
    button.disabled = true;
    button.textContent = "Uploading …";
  });
  addEventListener("pageshow", () => {
    const button = form.querySelector("button.primary");
    button.disabled = false;
    button.textContent = "Upload";
  });
  ask();
}
