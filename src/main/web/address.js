"use strict";

// Keeps the search, the filters and the open card in the address, so that it can be bookmarked and sent.
(() => {
  const TEXTS = ["q", "type", "base", "creator", "tag"];

  tsr.readAddress = () => {
    const read = new URLSearchParams(location.hash.slice(1));
    const state = { sort: "name", rating: 0, open: read.get("open") };
    for (const field of TEXTS) {
      state[field] = read.get(field) ?? "";
    }
    const rating = Number(read.get("rating"));
    state.rating = rating >= 1 && rating <= 5 ? Math.floor(rating) : 0;
    const shows = (read.get("show") ?? "").split(",");
    for (const show of Object.keys(tsr.SHOWS)) {
      state[show] = shows.includes(show);
    }
    if (Object.hasOwn(tsr.SORTS, read.get("sort") ?? "")) {
      state.sort = read.get("sort");
    }
    return state;
  };

  tsr.addressOf = (state) => {
    const written = new URLSearchParams();
    for (const field of TEXTS) {
      if (state[field]) {
        written.set(field, state[field]);
      }
    }
    if (state.rating) {
      written.set("rating", state.rating);
    }
    const shows = Object.keys(tsr.SHOWS).filter((show) => state[show]);
    if (shows.length > 0) {
      written.set("show", shows.join(","));
    }
    if (state.sort !== "name") {
      written.set("sort", state.sort);
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
