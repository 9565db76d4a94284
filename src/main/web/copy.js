"use strict";

// Copies text to the clipboard, and shows that it was copied: for buttons of cards, and for the keys of page.js.
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
  tsr.say = (text, isLong) => {
    const toast = document.getElementById("toast");
    // An open modal dialog hides everything outside of it, also from screen readers.
    (document.querySelector("dialog[open]") ?? document.getElementById("app")).append(toast);
    toast.textContent = text;
    toast.classList.add("shown");
    clearTimeout(timer);
    timer = setTimeout(() => toast.classList.remove("shown"), isLong ? 6000 : 1800);
  };

  tsr.copy = async (text, what) => {
    const active = document.activeElement;
    tsr.say((await copy(text)) ? what + " copied" : "This browser does not let the page copy");
    active?.focus();
  };

  // The texts of a card, by the keys that copy them.
  const TEXTS = {
    c: [
      "Prompt line",
      (card) => tsr.chosenLine(card)?.line() ?? tsr.lineText(card),
      "This model has neither trigger words nor a tag",
    ],
    w: [
      "Trigger words",
      (card) => tsr.chosenLine(card)?.words() ?? tsr.wordsText(card),
      "This model has no trigger words",
    ],
    p: ["Prompt", tsr.promptText, "No prompt of this model is known"],
  };

  // The same keys on the user's own pictures.
  const OF_PICTURE = {
    c: ["Prompt line", () => "", "A picture has no prompt line; p copies its prompt"],
    w: ["Trigger words", () => "", "A picture has no trigger words; p copies its prompt"],
    p: ["Prompt", tsr.ownPrompt, "No prompt of this picture is known"],
  };

  const copyText = async (card, [what, textOf, none]) => {
    const text = await textOf(card);
    if (text === "") {
      tsr.say(tsr.chosenLine(card)?.hasWords ? "No word is switched on" : none);
    } else {
      await tsr.copy(text, what);
    }
  };

  tsr.copyLine = (card) => copyText(card, TEXTS.c);

  // Returns whether the key copies something of a card or a picture.
  tsr.copyByKey = (key, card) => {
    const isOne = Object.hasOwn(TEXTS, key);
    if (isOne) {
      copyText(card, (card.own ? OF_PICTURE : TEXTS)[key]);
    }
    return isOne;
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
