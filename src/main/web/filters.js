"use strict";

// The filters above the grid.
(() => {
  const MOST = 400; // choices of a list; the search finds the rest

  // The values with most cards. The chosen one is among them, also a rare one, or one from an address that no card has.
  const choices = (counts, chosen) => {
    const most = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, MOST);
    return chosen === "" || most.some(([value]) => value === chosen)
      ? most
      : [...most, [chosen, counts.get(chosen) ?? 0]];
  };

  const LISTS = [
    { field: "type", label: "Type", all: "Any type" },
    { field: "base", label: "Base model", all: "Any base" },
    { field: "creator", label: "Creator", all: "Any creator" },
    { field: "tag", label: "Tag", all: "Any tag" },
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

  const list = ({ field, label, all }) => {
    const { box, select } = pick(label, [], field, (value) => value);
    box.hidden = tsr.cards.every((card) => tsr.VALUES[field](card).length === 0);
    let shown = "";
    controls.push((state, counts) => {
      const value = state[field];
      const found = choices(counts[field], value);
      const wanted = JSON.stringify(found);
      if (shown !== wanted) {
        select.replaceChildren(
          option("", all),
          ...found.map(([name, count]) => option(name, name + " (" + tsr.number(count) + ")")),
        );
        shown = wanted;
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

  tsr.showFilters = (state, counts) => controls.forEach((show) => show(state, counts));
})();
