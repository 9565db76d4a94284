"use strict";

// Shows the cards. Only those on the screen and near it have elements, so that 10,000 cards scroll like ten.
(() => {
  const OVERSCAN = 1.5; // screens above and below
  const LEAST_OF_TWO = 15.6; // rem: in a narrower grid, cards of two columns show too little
  const HIGHEST = 12_000_000; // pixels: browsers cannot make elements much higher

  let grid;
  let cards = [];
  let filesFound = new Map(); // by their cards
  let cells = new Map(); // by the card's place in the list
  let columns = 1;
  let width = 0;
  let height = 0;
  let gap = 0;
  let current = 0;
  let asked = false;

  const measure = () => {
    const style = getComputedStyle(grid);
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    const least = parseFloat(style.getPropertyValue("--least-width")) * rem;
    gap = parseFloat(style.columnGap);
    const room = grid.clientWidth;
    const fit = Math.floor((room + gap) / (least + gap));
    columns = Math.max(fit, room >= LEAST_OF_TWO * rem ? 2 : 1);
    width = (room - gap * (columns - 1)) / columns;
    grid.style.setProperty("--width", width + "px");
    const text = parseFloat(style.getPropertyValue("--text-height")) * rem;
    // A single column of large text is not to need a screen for each card.
    height = Math.round(Math.min(width * 1.25, Math.max(innerHeight * 0.6, 120)) + text);
    grid.style.setProperty("--height", height + "px");
  };

  const shownRows = () =>
    Math.min(Math.ceil(cards.length / columns), Math.floor(HIGHEST / (height + gap)));

  const place = (cell, at) => {
    const x = (at % columns) * (width + gap);
    const y = Math.floor(at / columns) * (height + gap);
    cell.style.transform = "translate(" + x + "px, " + y + "px)";
  };

  // The keyboard reaches one card, and what can be done with it.
  const setReachable = (cell, isReachable) =>
    cell
      ?.querySelectorAll("a, .card-pick, .card-copy")
      .forEach((part) => part.setAttribute("tabindex", isReachable ? "0" : "-1"));

  const setCurrent = (at) => {
    setReachable(cells.get(current), false);
    current = Math.max(0, Math.min(at, cards.length - 1));
    setReachable(cells.get(current), true);
  };

  const draw = (overscan = OVERSCAN) => {
    asked = false;
    const top = -grid.getBoundingClientRect().top;
    const row = height + gap;
    const margin = innerHeight * overscan;
    const first = Math.max(0, Math.floor((top - margin) / row)) * columns;
    const last = Math.min(
      cards.length,
      shownRows() * columns,
      Math.ceil((top + innerHeight + margin) / row) * columns,
    );
    const wanted = new Set();
    for (let at = first; at < last; at++) {
      wanted.add(at);
    }
    if (current < cards.length) {
      wanted.add(current); // else the keyboard would lose its place
    }
    for (const [at, cell] of cells) {
      if (!wanted.has(at)) {
        cell.remove();
        cells.delete(at);
      }
    }
    const made = [];
    for (const at of [...wanted].sort((a, b) => a - b)) {
      if (!cells.has(at)) {
        const cell = tsr.card(
          cards[at],
          at,
          cards.length,
          tsr.addressOf({ ...tsr.state, open: cards[at].key }),
        );
        setReachable(cell, at === current);
        place(cell, at);
        cells.set(at, cell);
        made.push([at, cell]);
      }
    }
    insert(made);
  };

  // Screen readers read elements in their order. From the last card to the first: each goes before its successor.
  const insert = (made) => {
    const places = [...cells.keys()].sort((a, b) => a - b);
    for (const [at, cell] of made.reverse()) {
      grid.insertBefore(cell, cells.get(places[places.indexOf(at) + 1]) ?? null);
    }
  };

  tsr.drawSoon = () => {
    if (!asked) {
      asked = true;
      requestAnimationFrame(() => draw());
    }
  };

  const clear = () => {
    cells = new Map();
    grid.replaceChildren();
  };

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
    current = 0;
    clear();
    measure();
    grid.style.height = Math.max(0, shownRows() * (height + gap) - gap) + "px";
    // What is in sight comes first: the user types.
    draw(0);
    requestAnimationFrame(() => setTimeout(tsr.drawSoon, 0));
    if (focused && cards.length > 0) {
      tsr.focusCard(0);
    } else if (focused) {
      document.getElementById("query").focus();
    }
  };

  const layOut = () => {
    const before = columns + " " + width;
    measure();
    if (before !== columns + " " + width) {
      const kept = current;
      const focused = grid.contains(document.activeElement);
      clear();
      grid.style.height = Math.max(0, shownRows() * (height + gap) - gap) + "px";
      draw();
      if (focused) {
        tsr.focusCard(kept);
      }
    }
  };

  tsr.focusCard = (at) => {
    if (cards.length === 0) {
      return;
    }
    setCurrent(at);
    draw();
    const link = cells.get(current).querySelector("a");
    link.focus({ preventScroll: true });
    link.scrollIntoView({ block: "nearest" });
  };

  tsr.placeOf = (key) => cards.findIndex((card) => card.key === key);
  tsr.foundOf = (card) => filesFound.get(card) ?? [card];
  tsr.shownCards = () => cards;
  tsr.currentCard = () => current;
  tsr.cardAt = (at) => cards[at];
  tsr.cardCount = () => cards.length;

  const steps = () => ({
    ArrowRight: 1,
    ArrowLeft: -1,
    ArrowDown: columns,
    ArrowUp: -columns,
    PageDown: columns * Math.max(1, Math.floor(innerHeight / (height + gap))),
    PageUp: -columns * Math.max(1, Math.floor(innerHeight / (height + gap))),
    Home: -Infinity,
    End: Infinity,
  });

  const move = (event) => {
    const step = event.altKey || event.ctrlKey || event.metaKey ? undefined : steps()[event.key];
    if (step === undefined || !event.target.closest(".cell")) {
      return;
    }
    event.preventDefault();
    if (event.key === "ArrowUp" && current < columns) {
      document.getElementById("query").focus();
      scrollTo(0, 0);
    } else {
      tsr.focusCard(current + step);
    }
  };

  tsr.startGrid = () => {
    grid = document.getElementById("grid");
    grid.addEventListener("keydown", move);
    grid.addEventListener("focusin", (event) => {
      const key = event.target.closest(".cell")?.querySelector("a").dataset.key;
      if (key !== undefined) {
        setCurrent(tsr.placeOf(key));
      }
    });
    grid.addEventListener("mouseover", (event) => {
      if (!tsr.isStill()) {
        event.target.closest(".cell")?.querySelector("video")?.play();
      }
    });
    grid.addEventListener("mouseout", (event) =>
      event.target.closest(".cell")?.querySelector("video")?.pause(),
    );
    addEventListener("scroll", tsr.drawSoon, { passive: true });
    new ResizeObserver(layOut).observe(grid);
  };
})();
