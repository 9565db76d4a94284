"use strict";

// The panel of the facets: beside the grid where there is room, else a sheet that a button opens. What is chosen
// stands above the grid. page.js shows it anew after each change.
(() => {
  const FEW = 8; // values of a facet that are shown first
  const MOST = 400; // and at all: the search finds the rest

  const { element } = tsr;
  const wide = matchMedia("(width >= 68.75rem)");

  const choose = (facet, value, state) =>
    tsr.change({ chosen: tsr.chosenWith(tsr.state.chosen, facet, value, state) });

  const lastFolder = (path) => path.replace(/^.*[/\\](?=[^/\\])/, "");

  const label = (facet, value) => (facet.isTree ? lastFolder(value) : tsr.nameOf(facet, value));

  // A row is made once, and then shows one value after the other.
  const row = (facet) => {
    const its = { value: null };
    const box = element("input", {
      type: "checkbox",
      onchange: () => choose(facet, its.value, box.checked ? "with" : null),
    });
    const name = element("span", { class: "facet-name", dir: "auto" });
    const count = element("span", { class: "facet-count" });
    const exclude = element(
      "button",
      {
        class: "exclude",
        type: "button",
        onclick: () =>
          choose(facet, its.value, exclude.getAttribute("aria-pressed") === "true" ? null : "not"),
      },
      tsr.icon("minus"),
    );
    const twist = facet.isTree
      ? element(
          "button",
          { class: "twist", type: "button", onclick: () => its.turn(its.value) },
          tsr.icon("right"),
        )
      : null;
    its.item = element(
      "li",
      { class: "facet-value" },
      twist,
      element("label", null, box, name, count),
      exclude,
    );
    its.show = ({ value, shown, chosen, not, depth, isOpen, isLeaf }, turn) => {
      its.value = value;
      its.turn = turn;
      name.textContent = label(facet, value);
      count.textContent = tsr.number(shown);
      box.checked = chosen;
      const spoken = facet.isTree ? label(facet, value) : tsr.spokenName(facet, value);
      box.setAttribute("aria-label", spoken + ", " + tsr.counted(shown, "card", "cards"));
      exclude.setAttribute("aria-label", "Exclude " + spoken);
      exclude.title = "Exclude";
      exclude.setAttribute("aria-pressed", not);
      its.item.classList.toggle("excluded", not);
      its.item.classList.toggle("none", shown === 0 && !chosen && !not);
      if (twist !== null) {
        its.item.style.setProperty("--depth", depth);
        twist.classList.toggle("leaf", isLeaf);
        twist.setAttribute("aria-expanded", isOpen);
        twist.setAttribute("aria-label", "Folders in " + label(facet, value));
        twist.disabled = isLeaf;
      }
    };
    return its;
  };

  // All values of a facet in the order in which they stand, whatever is chosen: nothing jumps.
  const inOrder = (facet) => {
    const { values } = tsr.indexOf(facet);
    const counts = tsr.countValues(facet, tsr.files);
    const order = facet.order ?? (facet.isOrdered ? Object.keys(facet.labels) : null);
    const place = (value) => (order.indexOf(value) < 0 ? Infinity : order.indexOf(value));
    const sorted = values.map((value, at) => ({ value, at, all: counts[at] }));
    return sorted.sort((a, b) =>
      order !== null
        ? place(a.value) - place(b.value)
        : facet.isDescending
          ? a.value < b.value
            ? 1
            : -1
          : facet.isTree
            ? a.value < b.value
              ? -1
              : 1
            : b.all - a.all || (a.value < b.value ? -1 : 1),
    );
  };

  // Folders below open ones. A folder without files of its own that has one folder is shown, too: paths are known.
  const treeRows = (all, open, chosen) => {
    const paths = new Set(all.map(({ value }) => value));
    const above = (path) => path.replace(/[/\\][^/\\]*$/, "");
    const depth = new Map();
    return all.filter((its) => {
      const parent = above(its.value);
      const isTop = !paths.has(parent);
      its.depth = isTop ? 0 : (depth.get(parent) ?? -1) + 1;
      its.isOpen = open.has(its.value);
      const isShown = isTop || (depth.has(parent) && (open.has(parent) || chosen(its.value)));
      if (isShown) {
        depth.set(its.value, its.depth);
      }
      return isShown;
    });
  };

  const makeFacet = (facet) => {
    const list = element("ul", { class: "facet-values", role: "list" });
    const chosenCount = element("span", { class: "facet-chosen" });
    const rows = [];
    let all = null;
    let isWhole = false;
    let last = null;
    const open = new Set();
    const more = element("button", {
      class: "more",
      type: "button",
      onclick: () => {
        isWhole = !isWhole;
        draw();
      },
    });
    const box = element(
      "details",
      { class: "facet", open: facet.open ?? false, ontoggle: () => last !== null && draw() },
      element("summary", null, element("span", { class: "facet-label" }, facet.label), chosenCount),
      list,
      more,
    );
    const turn = (path) => {
      if (!open.delete(path)) {
        open.add(path);
      }
      draw();
    };

    const draw = () => {
      const { chosen, countsOf } = last;
      const mine = chosen[facet.field];
      const sum = mine.with.length + mine.not.length;
      chosenCount.textContent = sum === 0 ? "" : tsr.number(sum);
      if (!box.open) {
        return;
      }
      const counts = countsOf(facet);
      if (all === null) {
        all = inOrder(facet);
        if (facet.isTree) {
          const tops = treeRows(all, open, () => false);
          if (tops.length === 1) {
            open.add(tops[0].value);
          }
          const parents = new Set(all.map(({ value }) => value.replace(/[/\\][^/\\]*$/, "")));
          all.forEach((its) => {
            its.isLeaf = !parents.has(its.value);
          });
        }
      }
      const isChosen = (value) => mine.with.includes(value) || mine.not.includes(value);
      const missing = [...mine.with, ...mine.not]
        .filter((value) => !tsr.indexOf(facet).places.has(value))
        .map((value) => ({ value, at: -1, depth: 0, isLeaf: true }));
      const candidates = facet.isTree
        ? treeRows(all, open, isChosen)
        : all.length <= FEW
          ? all
          : all.filter(({ value, at }) => counts[at] > 0 || isChosen(value));
      const few = candidates.filter(({ value }, place) => place < FEW || isChosen(value));
      const shown = [...missing, ...(isWhole || facet.isTree ? candidates.slice(0, MOST) : few)];
      while (rows.length < shown.length) {
        rows.push(row(facet));
      }
      shown.forEach((its, place) =>
        rows[place].show(
          {
            ...its,
            shown: its.at < 0 ? 0 : counts[its.at],
            chosen: mine.with.includes(its.value),
            not: mine.not.includes(its.value),
          },
          turn,
        ),
      );
      if (list.childElementCount !== shown.length) {
        list.replaceChildren(...rows.slice(0, shown.length).map(({ item }) => item));
      }
      more.hidden = facet.isTree || candidates.length <= FEW;
      more.textContent = isWhole
        ? "Show fewer"
        : "Show " + tsr.number(Math.min(candidates.length, MOST) - few.length) + " more";
      more.hidden ||= !isWhole && candidates.length === few.length;
    };

    return {
      facet,
      box,
      show: (chosen, countsOf) => {
        last = { chosen, countsOf };
        const isAsked = chosen[facet.field].with.length + chosen[facet.field].not.length > 0;
        box.hidden =
          tsr.indexOf(facet).values.length < (facet.field === "copies" ? 2 : 1) && !isAsked;
        draw();
      },
    };
  };

  let facets = [];

  const chip = ({ facet, value, not }) =>
    element(
      "button",
      {
        class: "chosen-chip" + (not ? " excluded" : ""),
        type: "button",
        title: "Remove",
        "aria-label":
          "Remove the filter " +
          (not ? "not " : "") +
          facet.label +
          ": " +
          tsr.spokenName(facet, value),
        onclick: () => {
          choose(facet, value, null);
          (document.querySelector("#chosen button") ?? document.getElementById("query")).focus();
        },
      },
      element("span", { class: "chip-field" }, (not ? "not " : "") + facet.label),
      element("span", { class: "chip-value", dir: "auto" }, label(facet, value)),
      tsr.icon("close"),
    );

  const showChosen = (state) => {
    const choices = tsr.choices(state.chosen);
    const clear = document.getElementById("clear");
    document.getElementById("chosen").replaceChildren(...choices.map(chip));
    clear.hidden = choices.length === 0 && state.q === "";
    document.getElementById("filter-count").textContent =
      choices.length === 0 ? "" : tsr.number(choices.length);
  };

  const startSort = () => {
    const sort = document.getElementById("sort");
    tsr.append(
      sort,
      Object.entries(tsr.SORTS)
        .filter(([, { value }]) => tsr.cards.some((card) => value(card) !== null))
        .map(([field, { label: text }]) => element("option", { value: field }, text)),
    );
    sort.addEventListener("change", () => tsr.change({ sort: sort.value, reverse: false }));
    document
      .getElementById("reverse")
      .addEventListener("click", () => tsr.change({ reverse: !tsr.state.reverse }));
  };

  const showSort = (state) => {
    const sort = document.getElementById("sort");
    sort.value = state.sort;
    if (sort.selectedIndex < 0) {
      sort.value = "name"; // by which cards are sorted that have nothing else to sort by, such as pictures
    }
    const reverse = document.getElementById("reverse");
    reverse.setAttribute("aria-pressed", state.reverse);
  };

  // The panel has one place in the document, or is in the sheet.
  const settle = () => {
    const sheet = document.getElementById("filter-sheet");
    const panel = document.getElementById("panel");
    const focused = panel.contains(document.activeElement) ? document.activeElement : null;
    if (wide.matches) {
      sheet.close();
      document.getElementById("shell").prepend(panel);
      focused?.focus();
    } else {
      sheet.querySelector(".filter-sheet-body").append(panel);
      if (focused !== null) {
        document.getElementById("open-filters").focus();
      }
    }
  };

  tsr.startFilters = () => {
    facets = tsr.FACETS.map(makeFacet);
    tsr.append(
      document.getElementById("panel"),
      facets.map(({ box }) => box),
    );
    startSort();
    document.getElementById("clear").addEventListener("click", () => tsr.reset());
    const sheet = document.getElementById("filter-sheet");
    document.getElementById("open-filters").addEventListener("click", () => {
      sheet.showModal();
      tsr.filtersChanged();
    });
    sheet.addEventListener("click", (event) => {
      if (event.target === sheet || event.target.closest(".filter-sheet-close")) {
        sheet.close();
      }
    });
    wide.addEventListener("change", settle);
    settle();
  };

  let shown = null;

  // The panel follows after the cards are drawn; where it is not in sight, when it is opened.
  tsr.filtersChanged = () => {
    if (shown !== null && (wide.matches || document.getElementById("filter-sheet").open)) {
      const { state, countsOf } = shown;
      shown = null;
      facets.forEach(({ show }) => show(state.chosen, countsOf));
    }
  };

  tsr.showFilters = (state, countsOf, count) => {
    showChosen(state);
    showSort(state);
    document.getElementById("filter-sheet-show").textContent = "Show " + count;
    if (shown === null) {
      // A frame with the cards goes first.
      requestAnimationFrame(() => setTimeout(tsr.filtersChanged, 0));
    }
    shown = { state, countsOf };
  };
})();
