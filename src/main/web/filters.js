"use strict";

// The filters above the grid.
(() => {
  const MOST = 400; // choices of a list; the search finds the rest

  const choices = (field, values) => {
    const counts = new Map();
    for (const card of tsr.cards) {
      for (const value of values(card)) {
        counts.set(value, (counts.get(value) ?? 0) + 1);
      }
    }
    return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, MOST);
  };

  const one = (field) => (card) => (card[field] === null ? [] : [card[field]]);

  const LISTS = [
    { field: "type", label: "Type", all: "Any type", values: one("type") },
    { field: "base", label: "Base model", all: "Any base", values: one("base") },
    { field: "creator", label: "Creator", all: "Any creator", values: one("creator") },
    {
      field: "tag",
      label: "Tag",
      all: "Any tag",
      values: (card) => card.tags.map((tag) => tsr.names.tags[tag]),
    },
  ];

  const controls = [];

  const pick = (label, options, field, read) => {
    const select = tsr.element(
      "select",
      { onchange: () => tsr.change({ [field]: read(select.value) }) },
      options,
    );
    const box = tsr.element(
      "label",
      { class: "pick" },
      tsr.element("span", { class: "unseen" }, label),
      select,
    );
    return { box, select };
  };

  const option = (value, label) => tsr.element("option", { value }, label);

  const list = ({ field, label, all, values }) => {
    const found = choices(field, values);
    const { box, select } = pick(
      label,
      [
        option("", all),
        ...found.map(([value, count]) => option(value, value + " (" + tsr.number(count) + ")")),
      ],
      field,
      (value) => value,
    );
    box.hidden = found.length === 0;
    controls.push((state) => {
      const value = state[field];
      if (value && ![...select.options].some((known) => known.value === value)) {
        select.append(option(value, value)); // a value from an address, or a rare one that the list leaves out
      }
      select.value = value;
      box.classList.toggle("chosen", value !== "");
    });
    return box;
  };

  const rating = () => {
    const { box, select } = pick(
      "Rating",
      [
        option("0", "Any rating"),
        ...[1, 2, 3, 4, 5].map((stars) =>
          option(stars, "★".repeat(stars) + (stars < 5 ? " and up" : "")),
        ),
      ],
      "rating",
      Number,
    );
    box.hidden = tsr.cards.every((card) => card.rating === null);
    controls.push((state) => {
      select.value = state.rating;
      box.classList.toggle("chosen", state.rating > 0);
    });
    return box;
  };

  const toggle = (show) => {
    const button = tsr.element(
      "button",
      { class: "toggle", type: "button", onclick: () => tsr.change({ [show]: !tsr.state[show] }) },
      tsr.SHOWS[show],
    );
    button.hidden = !tsr.cards.some((card) => (show === "unlinked" ? !card.linked : card[show]));
    controls.push((state) => {
      button.setAttribute("aria-pressed", state[show]);
      button.hidden = button.hidden && !state[show];
    });
    return button;
  };

  tsr.startFilters = () => {
    const clear = tsr.element(
      "button",
      { class: "clear", type: "button", onclick: () => tsr.reset() },
      "Clear",
    );
    controls.push((state) => {
      clear.hidden = tsr.addressOf({ ...state, open: null, sort: "name" }) === "#";
    });
    tsr.append(document.getElementById("filters"), [
      LISTS.map(list),
      rating(),
      Object.keys(tsr.SHOWS).map(toggle),
      clear,
    ]);
    const sort = document.getElementById("sort");
    tsr.append(
      sort,
      Object.entries(tsr.SORTS)
        .filter(([field]) => field === "name" || tsr.cards.some((card) => card[field]))
        .map(([field, { label }]) => option(field, label)),
    );
    sort.addEventListener("change", () => tsr.change({ sort: sort.value }));
    controls.push((state) => {
      sort.value = state.sort;
    });
  };

  tsr.showFilters = (state) => controls.forEach((show) => show(state));
})();
