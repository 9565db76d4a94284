"use strict";

// Starts the page, and keeps its address in step with the search, the filters and the open card.
(() => {
  const query = document.getElementById("query");

  const countOf = (found, all, one, several) =>
    (found.length === all.length ? "" : tsr.number(found.length) + " of ") +
    tsr.counted(all.length, one, several);

  // Cards are files, and maybe also models without one.
  const countText = (found) => {
    const isFile = (card) => card.file !== null;
    const isModel = (card) => card.file === null;
    const files = tsr.cards.filter(isFile);
    const models = tsr.cards.filter(isModel);
    return tsr.all(
      [
        files.length === 0 && models.length > 0
          ? null
          : countOf(found.filter(isFile), files, "file", "files"),
        models.length === 0
          ? null
          : countOf(
              found.filter(isModel),
              models,
              "model without a file here",
              "models without a file here",
            ),
      ],
      " and ",
    );
  };

  const show = () => {
    const { found, counts } = tsr.find(tsr.state);
    const all = tsr.cards.length;
    document.getElementById("count").textContent = countText(found);
    document.getElementById("nothing").hidden = found.length > 0;
    document.getElementById("nothing-text").textContent =
      all === 0
        ? "The catalogue has no file that is here. Scan a folder: tsr db scan FOLDER"
        : "No model has all of this.";
    document.getElementById("reset").hidden = all === 0;
    tsr.showFilters(tsr.state, counts);
    tsr.showCards(found);
  };

  const showOpen = () => {
    const card = tsr.byKey.get(tsr.state.open);
    if (card === undefined) {
      tsr.hideDetails();
    } else {
      tsr.showDetails(card);
    }
  };

  tsr.change = (changes) => {
    tsr.state = { ...tsr.state, ...changes };
    tsr.writeAddress(tsr.state, false);
    if (document.activeElement !== query) {
      query.value = tsr.state.q;
    }
    show();
    scrollTo(0, 0);
  };

  tsr.reset = () => {
    query.value = "";
    tsr.change({
      q: "",
      type: "",
      base: "",
      creator: "",
      tag: "",
      rating: 0,
      favourite: false,
      outdated: false,
      unlinked: false,
    });
    query.focus();
  };

  // A card that is opened from another card takes its place in the history.
  tsr.open = (key, inPlace) => {
    tsr.state = { ...tsr.state, open: key };
    tsr.writeAddress(tsr.state, !inPlace);
    showOpen();
  };

  tsr.close = () => {
    tsr.state = { ...tsr.state, open: null };
    tsr.writeAddress(tsr.state, false);
    tsr.hideDetails();
  };

  tsr.filterBy = (field, value) => {
    tsr.close();
    tsr.change({ q: "", [field]: value });
    query.value = "";
  };

  const listed = (state) => tsr.addressOf({ ...state, open: null });

  // The list is made anew only if it changes: the card that has the focus would go.
  const follow = () => {
    const before = tsr.state;
    tsr.state = tsr.readAddress();
    query.value = tsr.state.q;
    if (before === undefined || listed(before) !== listed(tsr.state)) {
      show();
    }
    showOpen();
  };

  const listen = () => {
    query.addEventListener("input", () => tsr.change({ q: query.value }));
    query.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" || (event.key === "Enter" && !event.isComposing)) {
        event.preventDefault();
        tsr.focusCard(0);
      } else if (event.key === "Escape") {
        event.preventDefault();
        query.value = "";
        tsr.change({ q: "" });
      }
    });
    document.addEventListener("keydown", (event) => {
      const typing = event.target.closest("input, select, textarea, dialog");
      if (
        event.key === "/" &&
        typing === null &&
        !event.ctrlKey &&
        !event.metaKey &&
        !event.altKey
      ) {
        event.preventDefault();
        query.focus();
        query.select();
      }
    });
    document.getElementById("reset").addEventListener("click", tsr.reset);
    document.getElementById("grid").addEventListener("click", (event) => {
      const link = event.target.closest("a.card");
      if (
        link !== null &&
        !event.ctrlKey &&
        !event.metaKey &&
        !event.shiftKey &&
        event.button === 0
      ) {
        event.preventDefault();
        tsr.open(link.dataset.key, false);
      }
    });
    addEventListener("popstate", follow);
    addEventListener("hashchange", follow);
  };

  // Opens the page that was written since this one was opened, and that has removed a file of this one. The address
  // keeps the search and the open card. Returns false if the file was missed before: then the page is damaged.
  tsr.renew = (file) => {
    if (history.state?.missed === file) {
      return false;
    }
    history.replaceState({ missed: file }, "");
    location.reload();
    return true;
  };

  // All scripts have been run, and the last of them is the one of the cards.
  addEventListener("load", () => {
    const catalogue = [...document.scripts].at(-1).getAttribute("src");
    if (tsr.cards === undefined && !tsr.renew(catalogue)) {
      document.body.append(
        tsr.element(
          "p",
          { class: "problem", role: "alert" },
          "A file of this page is missing: " + catalogue,
        ),
      );
    }
  });

  tsr.start = () => {
    document.getElementById("app").hidden = false;
    tsr.rank();
    tsr.startGrid();
    tsr.startFilters();
    tsr.startDetails();
    listen();
    follow();
    performance.mark("tsr-shown");
  };
})();
