"use strict";

// The line to paste into a prompt, of an opened card (details.js): its words are switched on and off, and its weight is
// stepped, before it is copied.
(() => {
  const { element } = tsr;

  const SOURCES = {
    user: "your own",
    civitai: "from CivitAI",
    modelspec: "from the file's header",
  };

  const STEP = 0.05;
  const MOST = 5; // beyond that no picture has sense; sliders go as far below zero

  // The parts of <lora:name:0.8>.
  const tagOf = (lora) => {
    const [, start, weight] = /^(<.+:)(-?[\d.]+)>$/.exec(lora ?? "") ?? [];
    return start === undefined ? null : { start, weight: Number(weight) };
  };

  const stepper = (weight, change) => {
    const shown = element("output", { class: "weight" });
    const step = (by) => {
      const stepped = Math.round((weight + by) / STEP) * STEP;
      // A noted weight beyond the bounds stays until it is stepped.
      weight = Math.max(-MOST, Math.min(stepped, MOST));
      show();
    };
    const show = () => {
      weight = Number(weight.toFixed(2));
      shown.textContent = weight;
      change(weight);
    };
    const button = (label, by, sign) =>
      element(
        "button",
        { class: "step", type: "button", "aria-label": label, onclick: () => step(by) },
        sign,
      );
    show();
    return element(
      "div",
      { class: "stepper", role: "group", "aria-label": "Weight" },
      button("Less weight", -STEP, "−"),
      shown,
      button("More weight", STEP, "+"),
    );
  };

  // Words as switches.
  const switches = (words, chosen, change) =>
    tsr.chips(words, (word) =>
      element(
        "button",
        {
          class: "chip word",
          type: "button",
          dir: "auto",
          "aria-pressed": String(chosen.has(word)),
          onclick: (event) => {
            if (!chosen.delete(word)) {
              chosen.add(word);
            }
            event.currentTarget.setAttribute("aria-pressed", chosen.has(word));
            change();
          },
        },
        word,
      ),
    );

  let chosenOf = null; // the texts of the card that is open

  // What the user has chosen of a card that is open, as functions of its texts; null if the card is not.
  tsr.chosenLine = (card) =>
    chosenOf?.card === card && chosenOf.shown.isConnected ? chosenOf : null;

  // The tags of the training are no trigger words: they are off until the user chooses them.
  tsr.lineSection = (card, details) => {
    const words = [...new Set(details.words ?? [])];
    const tags = [...new Set(details.training_tags ?? [])].filter((tag) => !words.includes(tag));
    const tag = tagOf(details.lora);
    if (words.length === 0 && tags.length === 0 && tag === null) {
      return null;
    }
    const chosen = new Set(words);
    const text = element("code", { class: "paste-text", dir: "auto" });
    const copy = element(
      "button",
      { class: "button copy", type: "button", "aria-label": "Copy prompt line" },
      tsr.icon("copy"),
      element("span", null, "Copy"),
    );
    const copyWords = element(
      "button",
      { class: "button copy", type: "button", "aria-label": "Copy trigger words" },
      element("span", null, "Words only"),
    );
    let weight = tag?.weight;
    const chosenWords = () => [...words, ...tags].filter((word) => chosen.has(word)).join(", ");
    const line = () => tsr.all([tag && tag.start + weight + ">", chosenWords()], " ");
    const show = () => {
      text.textContent = line();
      copy.disabled = line() === "";
      copyWords.hidden = tag === null || chosenWords() === "";
    };
    copy.addEventListener("click", () => tsr.copy(line(), "Prompt line"));
    copyWords.addEventListener("click", () => tsr.copy(chosenWords(), "Trigger words"));
    const weights = tag && stepper(tag.weight, (value) => ((weight = value), show()));
    show();
    const hasWords = words.length + tags.length > 0;
    chosenOf = { card, shown: text, line, words: chosenWords, hasWords };
    const sources = (details.sources ?? []).map((source) => SOURCES[source] ?? source).join(", ");
    return tsr.section(
      words.length > 0 ? "Trigger words" : "In a prompt",
      element(
        "div",
        { class: "paste" },
        tsr.scrolled(text),
        element("div", { class: "paste-buttons" }, weights, copy, copyWords),
      ),
      words.length > 0 && (words.length > 1 || tag !== null) ? switches(words, chosen, show) : null,
      sources === "" || words.length === 0
        ? null
        : element("p", { class: "faint" }, "Words " + sources),
      tags.length === 0
        ? null
        : [
            element(
              "h4",
              { class: "minor" },
              "Tags of the training, which may not be trigger words",
            ),
            switches(tags, chosen, show),
          ],
    );
  };
})();
