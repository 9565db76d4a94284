"use strict";

// page.js reads and writes it; whatever links to a card or a view asks for its address.
(() => {
  // Addresses of older pages.
  const FEWEST_STARS = "rating";
  const STATES = "show";

  // The filters of the user's own pictures.
  tsr.OWN_FIELDS = ["with", "lora", "word", "made"];

  const readChosen = (read) => {
    const chosen = tsr.noChoice();
    for (const { field } of tsr.FACETS) {
      chosen[field].with = [...new Set(read.getAll(field))].filter(Boolean);
      chosen[field].not = [...new Set(read.getAll("not." + field))].filter(
        (value) => value !== "" && !chosen[field].with.includes(value),
      );
    }
    const fewest = Number(read.get(FEWEST_STARS));
    if (fewest >= 1 && fewest <= 5) {
      chosen.stars.with = ["1", "2", "3", "4", "5"].filter((stars) => Number(stars) >= fewest);
    }
    for (const state of (read.get(STATES) ?? "").split(",")) {
      if (tsr.names.states.includes(state) && !chosen.is.with.includes(state)) {
        chosen.is.with.push(state);
      }
    }
    return chosen;
  };

  tsr.readAddress = () => {
    const read = new URLSearchParams(location.hash.slice(1));
    const sort = read.get("sort") ?? "";
    return {
      q: read.get("q") ?? "",
      chosen: readChosen(read),
      sort: Object.hasOwn(tsr.SORTS, sort) ? sort : "shown",
      reverse: read.has("reverse"),
      view: Object.hasOwn(tsr.VIEWS, read.get("view") ?? "") ? read.get("view") : "models",
      open: read.get("open"),
      ...Object.fromEntries(tsr.OWN_FIELDS.map((field) => [field, read.get(field)])),
    };
  };

  tsr.addressOf = (state) => {
    const written = new URLSearchParams();
    if (state.view !== "models") {
      written.set("view", state.view);
    }
    if (state.q) {
      written.set("q", state.q);
    }
    for (const { facet, value, not } of tsr.choices(state.chosen)) {
      written.append((not ? "not." : "") + facet.field, value);
    }
    if (state.sort !== "shown") {
      written.set("sort", state.sort);
    }
    if (state.reverse) {
      written.set("reverse", "1");
    }
    for (const field of tsr.OWN_FIELDS) {
      if (state[field]) {
        written.set(field, state[field]);
      }
    }
    if (state.open) {
      written.set("open", state.open);
    }
    return "#" + written;
  };

  // An opened card is a step in the history, so that Back closes it; a typed letter is none.
  tsr.writeAddress = (state, isStep) => {
    const address = tsr.addressOf(state);
    if (address !== (location.hash || "#")) {
      history[isStep ? "pushState" : "replaceState"](null, "", address);
    }
  };
})();
