"use strict";

// Prints the cards that are shown as a sheet of thumbnails with names and words: the grid has elements only for those
// on the screen. page.js starts it.
(() => {
  const PATIENCE = 15_000; // milliseconds to wait for the pictures
  const WORDS = 200; // characters
  let place;

  const printed = (card) =>
    tsr.element(
      "li",
      null,
      card.picture === null || tsr.isVideo(card.picture) || tsr.isBlurred(card.picture, card.mature)
        ? tsr.placeholder(card)
        : tsr.picture(card.picture, { loading: "eager" }),
      tsr.element("b", { dir: "auto" }, card.name),
      tsr.element("span", { dir: "auto" }, tsr.all([card.type, card.base, card.version], " · ")),
      card.words === null ? null : tsr.element("span", { dir: "auto" }, card.words.slice(0, WORDS)),
    );

  const fill = () => {
    if (place.childElementCount === 0 && tsr.state.open === null) {
      place.append(...tsr.shownCards().map(printed));
    }
  };

  // The dialog of the browser shows what is there when it opens: pictures must be loaded before.
  const print = async () => {
    fill();
    const pictures = [...place.querySelectorAll("img")].map((it) => it.decode().catch(() => null));
    await Promise.race([
      Promise.all(pictures),
      new Promise((resolve) => setTimeout(resolve, PATIENCE)),
    ]);
    window.print();
  };

  tsr.startPrint = () => {
    place = document.getElementById("printed");
    addEventListener("beforeprint", fill);
    addEventListener("afterprint", () => place.replaceChildren());
    document.addEventListener("keydown", (event) => {
      const isPrint = event.key === "p" && (event.ctrlKey || event.metaKey) && !event.shiftKey;
      if (isPrint && !event.altKey && tsr.state.view === "models") {
        event.preventDefault();
        print();
      }
    });
  };
})();
