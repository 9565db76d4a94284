"use strict";

// Shows the cards that the search and the filters leave, in a virtual grid; the first of the page's views.
(() => {
  const LEAST_OF_TWO = 15.6; // rem: in a narrower grid, cards of two columns show too little

  let grid;
  let cells; // the virtual grid of them
  let cards = [];
  let filesFound = new Map(); // by their cards

  tsr.VIEWS = {
    models: {
      label: "Models",
      show: (...found) => showCards(...found),
      focus: () => tsr.focusCard(0),
    },
  };

  const showCards = (found, files) => {
    const focused = grid.contains(document.activeElement);
    cards = found;
    filesFound = tsr.grouped(files, tsr.headOf);
    cells.show(cards);
    if (focused && cards.length > 0) {
      tsr.focusCard(0);
    } else if (focused) {
      document.getElementById("query").focus();
    }
  };

  tsr.focusCard = (at) => cells.focus(at);
  tsr.placeOf = (key) => cards.findIndex((card) => card.key === key);
  tsr.foundOf = (card) => filesFound.get(card) ?? [card];
  tsr.shownCards = () => cards;
  tsr.currentCard = () => cells.current();
  tsr.cardAt = (at) => cards[at];
  tsr.cardCount = () => cards.length;

  // A single column of large text is not to need a screen for each card.
  const height = (width, pixels) =>
    Math.round(Math.min(width * 1.25, Math.max(innerHeight * 0.6, 120)) + pixels("--text-height"));

  const focusSearch = () => {
    document.getElementById("query").focus();
    scrollTo(0, 0);
  };

  tsr.startGrid = () => {
    grid = document.getElementById("grid");
    cells = tsr.virtualGrid(grid, {
      make: (card, at, count) =>
        tsr.card(card, at, count, tsr.addressOf({ ...tsr.state, open: card.key })),
      controls: "a, .card-pick, .card-copy",
      fewest: (rem) => (rem >= LEAST_OF_TWO ? 2 : 1),
      height,
      above: focusSearch,
    });
    grid.addEventListener("mouseover", (event) => {
      if (!tsr.isStill()) {
        event.target.closest(".cell")?.querySelector("video")?.play();
      }
    });
    grid.addEventListener("mouseout", (event) =>
      event.target.closest(".cell")?.querySelector("video")?.pause(),
    );
  };
})();
