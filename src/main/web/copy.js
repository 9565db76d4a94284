"use strict";

// Copies text to the clipboard, and shows that it was copied.
(() => {
  // A fallback: on pages of a server without TLS, browsers give scripts no clipboard.
  const copyAsSelected = (text) => {
    const area = tsr.element("textarea", { class: "unseen", "aria-hidden": "true" });
    area.value = text;
    (document.querySelector("dialog[open]") ?? document.body).append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  };

  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return copyAsSelected(text);
    }
  };

  let timer = 0;
  tsr.say = (text) => {
    const toast = document.getElementById("toast");
    // An open modal dialog hides everything outside of it, also from screen readers.
    (document.querySelector("dialog[open]") ?? document.getElementById("app")).append(toast);
    toast.textContent = text;
    toast.classList.add("shown");
    clearTimeout(timer);
    timer = setTimeout(() => toast.classList.remove("shown"), 1800);
  };

  tsr.copy = async (text, what) => {
    const active = document.activeElement;
    tsr.say((await copy(text)) ? what + " copied" : "This browser does not let the page copy");
    active?.focus();
  };

  tsr.copyButton = (label, what, text) =>
    tsr.element(
      "button",
      {
        class: "button copy",
        type: "button",
        "aria-label": "Copy " + what.toLowerCase(),
        onclick: () => tsr.copy(text, what),
      },
      tsr.icon("copy"),
      tsr.element("span", null, label),
    );
})();
