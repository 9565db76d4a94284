"use strict";

// Stands in the place of a picture that a card does not have: an icon of the card's type, its base model, and a colour
// for each base model; and of one that is not loaded yet: the colour in its name.
(() => {
  const KINDS = [
    [/^(lora|locon|dora|lycoris|adapter)/i, "adapter"],
    [/^(checkpoint|diffusion|unet)/i, "checkpoint"],
    [/^(textualinversion|embedding)/i, "embedding"],
    [/^(vae|textencoder|text.?encoder|clip)/i, "part"],
    [/^controlnet/i, "control"],
    [/^(upscaler|detection)/i, "upscaler"],
  ];

  const kindOf = (type) => KINDS.find(([pattern]) => pattern.test(type ?? ""))?.[1] ?? "other";

  const hue = (text) => {
    let sum = 0;
    for (const letter of text) {
      sum = (sum * 31 + letter.codePointAt(0)) % 360;
    }
    return sum;
  };

  tsr.placeholder = (card) => {
    const place = tsr.element(
      "div",
      { class: "placeholder", "aria-hidden": "true" },
      tsr.icon("kind-" + kindOf(card.type)),
      card.base === null ? null : tsr.element("span", { dir: "auto" }, card.base),
    );
    place.style.setProperty("--hue", hue(card.base ?? ""));
    place.classList.toggle("placeholder-plain", card.base === null);
    return place;
  };

  // For a picture that is broken, or was removed when the page was written again.
  tsr.showPlaceholder = (card) => (event) =>
    (event.target.closest(".enlarge") ?? event.target).replaceWith(tsr.placeholder(card));

  // The colour of a picture that tsr has drawn is the end of its name.
  tsr.shade = (place, picture) => {
    const [, colour] = /([0-9a-f]{3})\.(?:jpeg|png)$/.exec(picture ?? "") ?? [];
    if (colour === undefined) {
      place.style.removeProperty("--shade");
    } else {
      place.style.setProperty("--shade", "#" + colour);
    }
  };
})();
