"use strict";

// Starts the page when cards.js has all cards, and keeps its address in step with the search, the filters, the view and
// the open card. Whatever changes one of them calls tsr.change.
(() => {
  const query = document.getElementById("query");

  const countOf = (found, all, one, several) =>
    (found === all ? "" : tsr.number(found) + " of ") + tsr.counted(all, one, several);

  const filesOf = (found) => found.filter(({ file }) => file !== null).length;
  const modelsOf = (found) => found.filter(({ file }) => file === null).length;

  // Found are files, and maybe also models without one.
  const countText = (found) => {
    const files = filesOf(tsr.files);
    const models = modelsOf(tsr.files);
    return tsr.all(
      [
        files === 0 && models > 0 ? null : countOf(filesOf(found), files, "file", "files"),
        models === 0
          ? null
          : countOf(
              modelsOf(found),
              models,
              "model without a file here",
              "models without a file here",
            ),
      ],
      " and ",
    );
  };

  const PROBLEMS = 3; // that are said; so that the bar leaves room for the cards
  const LONGEST = 120; // characters of a problem or of a word to leave out

  const cut = (text) => (text.length > LONGEST ? text.slice(0, LONGEST) + "…" : text);

  // Of a term that is still being typed, the offers say what it can be.
  tsr.showProblems = () => {
    const parts = tsr.readQuery(tsr.state.q);
    const problems = parts
      .slice(0, document.getElementById("offers").hidden ? undefined : -1)
      .map(({ problem }) => problem)
      .filter(Boolean);
    const more = problems.length - PROBLEMS;
    document.getElementById("problem-of-query").textContent = tsr.all(
      [
        ...problems.slice(0, PROBLEMS).map(cut),
        more > 0 ? "And " + tsr.counted(more, "more term", "more terms") : null,
      ],
      ". ",
    );
  };

  // A button that leaves something out, with the number of results that it leads to.
  tsr.dropItem = (label, count, onclick) =>
    tsr.element(
      "li",
      null,
      tsr.element(
        "button",
        { class: "button", type: "button", dir: "auto", onclick },
        cut(label),
        tsr.element("span", { class: "faint" }, count),
      ),
    );

  // An empty result says which single word or choice keeps all cards out.
  const showNothing = (isNothing) => {
    document.getElementById("nothing").hidden = !isNothing;
    if (!isNothing) {
      return;
    }
    const all = tsr.cards.length;
    const drops = all === 0 ? [] : tsr.withoutOne(tsr.state);
    document.getElementById("nothing-text").textContent =
      all === 0
        ? "The catalogue has no file that is here. Scan a folder: tsr db scan FOLDER"
        : drops.length > 0
          ? "No model has all of this. Leave out one of these:"
          : "No model has all of this.";
    document.getElementById("drops").replaceChildren(
      ...drops.map(({ label, state, count }) =>
        tsr.dropItem(label, tsr.counted(count, "card", "cards"), () => {
          query.value = state.q;
          tsr.change(state);
          query.focus();
        }),
      ),
    );
    document.getElementById("reset").hidden = all === 0;
  };

  const show = () => {
    const { files, cards, countsOf } = tsr.find(tsr.state);
    const text = countText(files);
    const { chosenBy } = tsr.names;
    document.getElementById("count").textContent =
      text + (chosenBy === undefined ? "" : ", chosen by " + chosenBy);
    tsr.showProblems();
    showNothing(cards.length === 0);
    tsr.showFilters(tsr.state, countsOf, text);
    measureBar();
    showView(cards, files);
  };

  // The chips of the filters fade where there are more of them.
  const showGoingOn = () => {
    const chosen = document.getElementById("chosen");
    const rest = chosen.scrollWidth - chosen.clientWidth - chosen.scrollLeft;
    chosen.classList.toggle("goes-on", rest > 1);
  };

  // What lies below the bar, and what gets the focus, needs its height: it has as many rows as it needs.
  const measureBar = () => {
    showGoingOn();
    const height = document.querySelector(".bar").offsetHeight;
    document.documentElement.style.setProperty("--bar", height + "px");
    document.documentElement.style.scrollPaddingTop = height + 16 + "px";
  };

  const showView = (cards, files) => {
    document.getElementById("app").dataset.view = tsr.state.view;
    for (const [name, view] of Object.entries(tsr.VIEWS)) {
      const isShown = name === tsr.state.view;
      document.getElementById("view-" + name).hidden = !isShown || cards.length === 0;
      document
        .querySelector('#views [data-view="' + name + '"]')
        .setAttribute("aria-current", isShown ? "page" : "false");
      if (isShown) {
        view.show(cards, files);
      }
    }
    tsr.selectionShown();
    tsr.showTitle();
  };

  const startViews = () => {
    tsr.append(
      document.getElementById("views"),
      Object.entries(tsr.VIEWS).map(([name, { label }]) =>
        tsr.element(
          "button",
          {
            class: "view",
            type: "button",
            "data-view": name,
            onclick: () => {
              tsr.state = { ...tsr.state, view: name };
              tsr.writeAddress(tsr.state, true);
              show();
              scrollTo(0, 0);
            },
          },
          label,
        ),
      ),
    );
    document.getElementById("views").hidden = Object.keys(tsr.VIEWS).length < 2;
  };

  const TITLE = document.title;

  // Names the open card, or the view.
  tsr.showTitle = () => {
    const { view } = tsr.state;
    const open = document.getElementById("sheet-title")?.textContent;
    const shown = open ?? (view === "models" ? null : tsr.VIEWS[view].label);
    document.title = tsr.all([shown, TITLE], " – ");
  };

  const showOpen = () => {
    if (tsr.isOwn(tsr.state.open)) {
      tsr.showOwn();
      return;
    }
    const card = tsr.cardOf(tsr.state.open);
    if (card === undefined) {
      tsr.hideDetails();
    } else {
      tsr.showDetails(card);
    }
  };

  // Another view is a step in the history, as by its button.
  tsr.change = (changes) => {
    const isStep = (changes.view ?? tsr.state.view) !== tsr.state.view;
    tsr.state = { ...tsr.state, ...changes };
    tsr.writeAddress(tsr.state, isStep);
    if (document.activeElement !== query) {
      query.value = tsr.state.q;
    }
    show();
    scrollTo(0, 0);
  };

  tsr.reset = () => {
    query.value = "";
    tsr.change({ q: "", chosen: tsr.noChoice() });
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
    const chosen = { ...tsr.state.chosen, [field]: { with: [value], not: [] } };
    tsr.change({ q: "", chosen, view: "models" });
    query.value = "";
  };

  // All but the open card.
  const listed = (state) => tsr.addressOf({ ...state, open: null });

  // The list is made anew only if it changes: the card that has the focus would go.
  const follow = () => {
    const before = tsr.state;
    tsr.state = tsr.readAddress();
    tsr.state.open = tsr.cardOf(tsr.state.open)?.key ?? tsr.state.open;
    query.value = tsr.state.q;
    if (before === undefined || listed(before) !== listed(tsr.state)) {
      show();
    }
    showOpen();
  };

  // The first of what the view shows; if that is nothing, the first way out.
  const focusFirst = () => {
    if (document.getElementById("nothing").hidden) {
      tsr.VIEWS[tsr.state.view].focus();
    } else {
      document.querySelector("#nothing button:not([hidden])")?.focus();
    }
  };

  const listen = () => {
    query.addEventListener("input", () => tsr.change({ q: query.value }));
    query.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" || (event.key === "Enter" && !event.isComposing)) {
        event.preventDefault();
        focusFirst();
      } else if (event.key === "Escape") {
        event.preventDefault();
        query.value = "";
        tsr.change({ q: "" });
      }
    });
    document.addEventListener("keydown", (event) => {
      const isTyping =
        event.target.closest("input:not([type=checkbox]), select, textarea") !== null;
      if (isTyping || event.ctrlKey || event.metaKey || event.altKey) {
        return;
      }
      const key =
        tsr.state.open ?? event.target.closest(".cell, .own-cell")?.querySelector("a").dataset.key;
      const card = tsr.cardOf(key) ?? tsr.ownOf(key);
      if (event.key === "/" && event.target.closest("dialog") === null) {
        event.preventDefault();
        query.focus();
        query.select();
      } else if (card !== undefined && tsr.copyByKey(event.key, card)) {
        event.preventDefault();
      }
    });
    document.getElementById("reset").addEventListener("click", tsr.reset);
    document.getElementById("skip").addEventListener("click", (event) => {
      event.preventDefault(); // the address is the one of the search
      focusFirst();
    });
    document.getElementById("grid").addEventListener("click", (event) => {
      const link = event.target.closest("a.card");
      if (link !== null && event.button === 0) {
        event.preventDefault();
        tsr.open(link.dataset.key, false);
      }
    });
    document.getElementById("chosen").addEventListener("scroll", showGoingOn, { passive: true });
    new ResizeObserver(measureBar).observe(document.querySelector(".bar"));
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
    tsr.startTour(document.getElementById("grid"));
    tsr.startPictures();
    startViews();
    tsr.startComplete();
    tsr.startSelect();
    tsr.startPrint();
    tsr.startFilters();
    tsr.startDetails();
    listen();
    follow();
    performance.mark("tsr-shown");
    tsr.prepareSearch();
  };
})();
