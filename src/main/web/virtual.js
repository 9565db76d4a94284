"use strict";

// A grid of which only the cells on the screen and near it have elements, so that 10,000 scroll like ten. grid.js
// shows the cards in one, pictures.js the user's own pictures in another.
(() => {
  const OVERSCAN = 1.5; // screens above and below
  const HIGHEST = 12_000_000; // pixels: browsers cannot make elements much higher

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
      grid.style.height = Math.max(0, rows() * (height + gap) - gap) + "px";
    };

    const rows = () =>
      Math.min(Math.ceil(items.length / columns), Math.floor(HIGHEST / (height + gap)));

    // The places of the items that have elements.
    const wanted = (top, overscan) => {
      const row = height + gap;
      const margin = innerHeight * overscan;
      const first = Math.max(0, Math.floor((top - margin) / row)) * columns;
      const last = Math.min(
        items.length,
        rows() * columns,
        Math.ceil((top + innerHeight + margin) / row) * columns,
      );
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
      const places = wanted(-top, overscan);
      for (const [at, cell] of cells) {
        if (!places.has(at)) {
          cell.remove();
          cells.delete(at);
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

    const cellOf = (at) => {
      const cell = make(items[at], at, items.length);
      const x = (at % columns) * (width + gap);
      const y = Math.floor(at / columns) * (height + gap);
      cell.style.transform = "translate(" + x + "px, " + y + "px)";
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

    const focus = (at) => {
      if (items.length > 0) {
        setCurrent(at);
        draw(OVERSCAN);
        const control = cells.get(current).querySelector(controls);
        control.focus({ preventScroll: true });
        control.scrollIntoView({ block: "nearest" });
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
      if (grid.clientWidth === 0) {
        return; // another view is shown
      }
      const before = columns + " " + width + " " + height;
      measure();
      if (before !== columns + " " + width + " " + height) {
        const focused = grid.contains(document.activeElement);
        layOut(OVERSCAN);
        if (focused) {
          focus(current);
        }
      }
    }).observe(grid);

    return { show, focus, placeOf, current: () => current };
  };
})();
