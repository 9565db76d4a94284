"use strict";

// A grid of which only the cells on the screen and near it have elements, so that 10,000 scroll like ten. grid.js
// shows the cards in one, pictures.js the user's own pictures in another.
(() => {
  const OVERSCAN = 1.5; // screens above and below
  const HIGHEST = 10_000_000; // pixels: at three device pixels for one, Chromium makes no element much higher

  // make(item, at, count): makes the cell of an item, a child of the grid.
  // controls: selects in a cell what the keyboard reaches; the first of them takes the focus.
  // fewest(rem): how many columns a grid of this width has at least.
  // height(width, pixels): of a cell; pixels(property) is a length of the style sheet, which it has in rem.
  // above(): what the arrow up does in the first row; null: nothing.
  tsr.virtualGrid = (grid, { make, controls, fewest, height: heightOf, above }) => {
    let items = [];
    let cells = new Map(); // by the item's place
    let columns = 1;
    let width = 0;
    let height = 0;
    let gap = 0;
    let shift = 0; // pixels by which the cells are drawn above their places
    let current = 0;
    let asked = false;

    const measure = () => {
      const style = getComputedStyle(grid);
      const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
      const pixels = (property) => parseFloat(style.getPropertyValue(property)) * rem;
      const room = grid.clientWidth;
      gap = parseFloat(style.columnGap);
      const fit = Math.floor((room + gap) / (pixels("--least-width") + gap));
      columns = Math.max(fit, fewest(room / rem));
      width = (room - gap * (columns - 1)) / columns;
      height = heightOf(width, pixels);
      grid.style.setProperty("--width", width + "px");
      grid.style.setProperty("--height", height + "px");
      grid.style.height = Math.min(needed(), HIGHEST) + "px";
      // Cells below the end, which come up as one scrolls to it, are not to make the page higher.
      grid.style.overflow = lacking() > 0 ? "clip" : "";
    };

    const needed = () => Math.max(0, Math.ceil(items.length / columns) * (height + gap) - gap);

    // Of a grid that is lower than it needs to be, the cells are drawn the higher the further down one has scrolled: at
    // the end by all that it lacks.
    const lacking = () => Math.max(0, needed() - HIGHEST);
    const range = () => HIGHEST - innerHeight; // that one can scroll
    const shiftAt = (top) => lacking() * Math.max(0, Math.min(top / range(), 1));

    // The places of the items that have elements.
    const wanted = (top, overscan) => {
      const row = height + gap;
      const margin = innerHeight * overscan;
      const first = Math.max(0, Math.floor((top - margin) / row)) * columns;
      const last = Math.min(items.length, Math.ceil((top + innerHeight + margin) / row) * columns);
      const places = new Set();
      for (let at = first; at < last; at++) {
        places.add(at);
      }
      if (current < items.length) {
        places.add(current); // else the keyboard would lose its place
      }
      return places;
    };

    const draw = (overscan) => {
      asked = false;
      const { top, width: shownWidth } = grid.getBoundingClientRect();
      if (shownWidth === 0) {
        return; // another view is shown
      }
      const before = shift;
      shift = shiftAt(-top);
      const places = wanted(shift - top, overscan);
      for (const [at, cell] of cells) {
        if (!places.has(at)) {
          cell.remove();
          cells.delete(at);
        } else if (shift !== before) {
          place(cell, at);
        }
      }
      // From the last to the first: each goes before its successor, since screen readers read elements in their order.
      let next = null;
      for (const at of [...places].sort((a, b) => b - a)) {
        if (!cells.has(at)) {
          grid.insertBefore(cellOf(at), next);
        }
        next = cells.get(at);
      }
    };

    const topOf = (at) => Math.floor(at / columns) * (height + gap);

    const place = (cell, at) => {
      const x = (at % columns) * (width + gap);
      const y = topOf(at) - shift;
      cell.style.transform = "translate(" + x + "px, " + y + "px)";
    };

    const cellOf = (at) => {
      const cell = make(items[at], at, items.length);
      place(cell, at);
      cell.dataset.at = at;
      cells.set(at, cell);
      setReachable(at, at === current);
      return cell;
    };

    const drawSoon = () => {
      if (!asked) {
        asked = true;
        requestAnimationFrame(() => draw(OVERSCAN));
      }
    };

    const setReachable = (at, isReachable) =>
      cells
        .get(at)
        ?.querySelectorAll(controls)
        .forEach((part) => part.setAttribute("tabindex", isReachable ? "0" : "-1"));

    const setCurrent = (at) => {
      setReachable(current, false);
      current = Math.max(0, Math.min(at, items.length - 1));
      setReachable(current, true);
    };

    // Lays out anew where the window or the text has another size: what is in sight stays there, and keeps the focus.
    const resize = () => {
      const { top } = grid.getBoundingClientRect();
      const padding = scrollPadding("Top");
      const above = (shiftAt(-top) - top + padding) / (height + gap); // rows
      const isFocused = grid.contains(document.activeElement);
      const box = isFocused ? cells.get(current).getBoundingClientRect() : null;
      const isInSight = isFocused && box.bottom > padding && box.top < innerHeight;
      const kept = isInSight ? current : Math.floor(above) * columns;
      const further = above - Math.floor(kept / columns);
      const before = columns + " " + width + " " + height;
      measure();
      if (before === columns + " " + width + " " + height) {
        return;
      }
      layOut(OVERSCAN);
      if (scrollY > 0) {
        scrollToHeight((Math.floor(kept / columns) + further) * (height + gap) - padding);
      }
      if (isFocused) {
        focusCell();
      }
      if (isInSight) {
        scrollToCell(current);
      }
    };

    const focusCell = () =>
      cells.get(current).querySelector(controls).focus({ preventScroll: true });

    const layOut = (overscan) => {
      cells = new Map();
      grid.replaceChildren();
      draw(overscan);
    };

    const show = (shown) => {
      items = shown;
      current = 0;
      measure();
      layOut(0); // what is in sight comes first: the user types
      requestAnimationFrame(() => setTimeout(drawSoon, 0));
    };

    // Scrolls as little as shows a cell. Where cells are not drawn in their places, the browser cannot do that: they move
    // while it scrolls.
    const scrollToCell = (at) => {
      if (lacking() === 0) {
        cells.get(at).scrollIntoView({ block: "nearest" });
        return;
      }
      const { top } = grid.getBoundingClientRect();
      const least = topOf(at) + height - innerHeight + scrollPadding("Bottom");
      const most = topOf(at) - scrollPadding("Top");
      scrollToHeight(Math.min(Math.max(shiftAt(-top) - top, least), most));
    };

    const scrollPadding = (side) =>
      parseFloat(getComputedStyle(document.documentElement)["scrollPadding" + side]) || 0;

    // Scrolls so that this height of the rows, as if all had their room, is at the top of the window.
    const scrollToHeight = (shown) => {
      const scrolled = Math.max(0, Math.min(shown / (range() + lacking()), 1)) * lacking();
      scrollBy(0, shown - scrolled + grid.getBoundingClientRect().top);
      draw(OVERSCAN);
    };

    const focus = (at) => {
      if (items.length > 0) {
        setCurrent(at);
        draw(OVERSCAN);
        focusCell();
        scrollToCell(current);
      }
    };

    // The place of the item in whose cell an element is; undefined: it is in none.
    const placeOf = (inside) => {
      const at = inside.closest("[data-at]")?.dataset.at;
      return at === undefined ? undefined : Number(at);
    };

    const page = () => columns * Math.max(1, Math.floor(innerHeight / (height + gap)));
    const steps = {
      ArrowRight: () => 1,
      ArrowLeft: () => -1,
      ArrowDown: () => columns,
      ArrowUp: () => -columns,
      PageDown: page,
      PageUp: () => -page(),
      Home: () => -Infinity,
      End: () => Infinity,
    };
    grid.addEventListener("keydown", (event) => {
      const step = steps[event.key]?.();
      if (
        step === undefined ||
        event.altKey ||
        event.ctrlKey ||
        event.metaKey ||
        placeOf(event.target) === undefined
      ) {
        return;
      }
      event.preventDefault();
      if (event.key === "ArrowUp" && current < columns && above !== null) {
        above();
      } else {
        focus(current + step);
      }
    });
    grid.addEventListener("focusin", (event) => {
      const at = placeOf(event.target);
      if (at !== undefined && at !== current) {
        setCurrent(at);
      }
    });
    addEventListener("scroll", drawSoon, { passive: true });
    new ResizeObserver(() => {
      if (grid.clientWidth > 0) {
        resize(); // else another view is shown
      }
    }).observe(grid);

    return { show, focus, placeOf, current: () => current };
  };
})();
