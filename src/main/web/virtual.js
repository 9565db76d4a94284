"use strict";

// A grid of which only the cells on the screen and near it have elements, so that 20,000 scroll like twenty.
(() => {
  const OVERSCAN = 1.5; // screens above and below
  const HIGHEST = 12_000_000; // pixels: browsers cannot make elements much higher

  // The function makes the cell of an item, in which one link or button takes the focus. Cells are square.
  tsr.virtualGrid = (grid, make) => {
    let items = [];
    let cells = new Map(); // by the item's place
    let columns = 1;
    let side = 0;
    let gap = 0;
    let current = 0;
    let asked = false;

    const control = (at) => cells.get(at)?.querySelector("a, button");

    const measure = () => {
      const style = getComputedStyle(grid);
      const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
      const least = parseFloat(style.getPropertyValue("--least-width")) * rem;
      gap = parseFloat(style.columnGap);
      columns = Math.max(2, Math.floor((grid.clientWidth + gap) / (least + gap)));
      side = (grid.clientWidth - gap * (columns - 1)) / columns;
      grid.style.setProperty("--side", side + "px");
      grid.style.height = Math.max(0, rows() * (side + gap) - gap) + "px";
    };

    const rows = () =>
      Math.min(Math.ceil(items.length / columns), Math.floor(HIGHEST / (side + gap)));

    const wanted = () => {
      const top = -grid.getBoundingClientRect().top;
      const row = side + gap;
      const margin = innerHeight * OVERSCAN;
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

    const draw = () => {
      asked = false;
      const places = wanted();
      for (const [at, cell] of cells) {
        if (!places.has(at)) {
          cell.remove();
          cells.delete(at);
        }
      }
      // From the last to the first: each goes before its successor, since screen readers read elements in their order.
      let next = null;
      for (const at of [...places].sort((a, b) => b - a)) {
        let cell = cells.get(at);
        if (cell === undefined) {
          cell = make(items[at], at, items.length);
          cell.style.transform =
            "translate(" +
            (at % columns) * (side + gap) +
            "px, " +
            Math.floor(at / columns) * (side + gap) +
            "px)";
          cells.set(at, cell);
          control(at).tabIndex = at === current ? 0 : -1;
          control(at).dataset.at = at;
          grid.insertBefore(cell, next);
        }
        next = cell;
      }
    };

    const drawSoon = () => {
      if (!asked && grid.isConnected) {
        asked = true;
        requestAnimationFrame(draw);
      }
    };

    const clear = () => {
      cells = new Map();
      grid.replaceChildren();
    };

    const show = (shown) => {
      items = shown;
      current = 0;
      clear();
      measure();
      draw();
    };

    const setCurrent = (at) => {
      const before = control(current);
      if (before) {
        before.tabIndex = -1;
      }
      current = Math.max(0, Math.min(at, items.length - 1));
      draw();
      control(current).tabIndex = 0;
    };

    const focus = (at) => {
      if (items.length > 0) {
        setCurrent(at);
        control(current).focus({ preventScroll: true });
        control(current).scrollIntoView({ block: "nearest" });
      }
    };

    const page = () => columns * Math.max(1, Math.floor(innerHeight / (side + gap)));
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
      if (step !== undefined && !event.altKey && !event.ctrlKey && !event.metaKey) {
        event.preventDefault();
        focus(current + step);
      }
    });
    grid.addEventListener("focusin", (event) => {
      const at = event.target.dataset.at;
      if (at !== undefined && Number(at) !== current) {
        setCurrent(Number(at));
      }
    });
    addEventListener("scroll", drawSoon, { passive: true });
    new ResizeObserver(() => {
      const before = columns + " " + side;
      measure();
      if (before !== columns + " " + side) {
        const focused = grid.contains(document.activeElement);
        clear();
        draw();
        if (focused) {
          focus(current);
        }
      }
    }).observe(grid);

    return { show, focus };
  };
})();
