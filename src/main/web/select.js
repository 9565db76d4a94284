"use strict";

// Selects cards, and hands them over: a bar says how many there are, and copies what one does with them (handover.js).
// page.js starts it.
(() => {
  const NAMED = 3; // names that a message has
  const LONG = 500; // milliseconds of a long press
  const SHELL = "tsr-shell";

  const { element } = tsr;
  const selected = new Map(); // by their keys, in the order in which they were selected
  let last = null; // the card from which a range begins
  let pressed = 0;
  let ended = false; // a long press has done what its click would do

  // A page from the disk may have no storage.
  const stored = () => {
    try {
      return localStorage.getItem(SHELL);
    } catch {
      return null;
    }
  };
  const store = (shell) => {
    try {
      localStorage.setItem(SHELL, shell);
    } catch {
      // then it is chosen again on the next page
    }
  };

  const bar = {};

  const start = () => {
    const isWindows = tsr.names.folders.some((folder) => /^([A-Za-z]:|\\\\)/.test(folder));
    const option = ([value, { label }]) => element("option", { value }, label);
    bar.text = element("p", { class: "hand-text", role: "status" });
    bar.all = element("button", { class: "hand-link", type: "button", onclick: selectAll });
    bar.what = element(
      "select",
      { "aria-label": "What to copy", onchange: () => show() },
      Object.entries(tsr.HANDOVERS)
        .filter(([, { needsPaths }]) => !needsPaths || tsr.names.folders.length > 0)
        .map(option),
    );
    bar.shell = element(
      "select",
      { "aria-label": "For which shell", onchange: () => (store(bar.shell.value), offer([])) },
      Object.entries(tsr.SHELLS).map(option),
    );
    bar.shell.value = Object.hasOwn(tsr.SHELLS, stored() ?? "")
      ? stored()
      : isWindows
        ? "powershell"
        : "posix";
    bar.tag = element("input", { type: "text", placeholder: "Tag", "aria-label": "Tag" });
    bar.copy = element("button", { class: "button", type: "button", onclick: () => copy(cards()) });
    tsr.append(bar.copy, [tsr.icon("copy"), element("span", null, "Copy")]);
    bar.others = element("button", {
      class: "hand-link hand-others",
      type: "button",
      hidden: true,
    });
    bar.others.addEventListener("click", () => {
      bar.copy.focus(); // the other button goes
      copy(others);
    });
    tsr.append(document.getElementById("hand"), [
      bar.text,
      bar.all,
      element("label", { class: "pick" }, bar.what),
      element("label", { class: "pick" }, bar.shell),
      bar.tag,
      bar.copy,
      bar.others,
      element(
        "button",
        {
          class: "round",
          type: "button",
          "aria-label": "Select none",
          title: "Select none",
          onclick: () => {
            clear();
            tsr.focusCard(tsr.currentCard());
          },
        },
        tsr.icon("close"),
      ),
    ]);
    bar.tag.addEventListener("keydown", (event) => {
      if (event.key === "Enter") {
        copy(cards());
      }
    });
    bar.tag.addEventListener("input", () => offer([]));
  };

  const chosen = () => tsr.HANDOVERS[bar.what.value];
  const cards = () => [...selected.values()].filter(chosen().of ?? (() => true));

  // The result, or why it was refused.
  const tried = async (some) => {
    try {
      return { text: await chosen().text(some, { shell: bar.shell.value, tag: bar.tag.value }) };
    } catch (problem) {
      if (!(problem instanceof tsr.Refused)) {
        throw problem;
      }
      return { problem };
    }
  };

  const copy = async (some) => {
    const { text, problem } = await tried(some);
    if (problem === undefined) {
      offer([]);
      const { what, count } = chosen();
      await tsr.copy(text, what + " of " + tsr.counted(count(some), "file", "files"));
    } else {
      await refuse(problem, some);
    }
  };

  let others = []; // cards whose names the shell takes

  const offer = (some) => {
    others = some;
    bar.others.hidden = some.length === 0;
    bar.others.textContent = "Copy the other " + tsr.number(chosen().count(some));
  };

  // Says all names that are the reason, and offers to copy without them.
  const refuse = async (problem, some) => {
    const good = [];
    const bad = new Set();
    for (const card of some) {
      const { problem: its } = await tried([card]);
      if (its === undefined) {
        good.push(card);
      } else {
        bad.add(its.about);
      }
    }
    offer(good);
    tsr.say(
      bad.size < 2
        ? problem.message
        : "This shell would misread " + tsr.number(bad.size) + " names: " + listed([...bad]),
      true,
    );
  };

  const listed = (names) =>
    names.slice(0, NAMED).join(", ") +
    (names.length > NAMED ? " and " + tsr.number(names.length - NAMED) + " more" : "");

  // Selected files that the search leaves out; other views have no cards to select.
  const countHidden = (all) => {
    const shown = new Set(tsr.state.view === "models" ? tsr.shownCards() : all);
    return tsr.countFiles(all.filter((card) => !shown.has(card)));
  };

  const show = () => {
    const all = [...selected.values()];
    const files = all.flatMap(tsr.filesOf);
    document.getElementById("hand").hidden = all.length === 0;
    document.getElementById("app").classList.toggle("selecting", all.length > 0);
    if (all.length === 0) {
      return;
    }
    const { isForShell, hasTag, of } = chosen();
    const about = cards().length;
    const hidden = countHidden(all);
    bar.text.textContent = tsr.all(
      [
        tsr.counted(files.length, "file", "files"),
        tsr.bytes(tsr.spaceOf(files)),
        about === all.length
          ? null
          : tsr.number(tsr.countFiles(cards())) + (of === tsr.hasLine ? " with a line" : " linked"),
        hidden === 0 ? null : tsr.number(hidden) + " not shown",
      ],
      ", ",
    );
    bar.all.textContent = "All " + tsr.number(selectable().length);
    bar.all.setAttribute("aria-label", "Select all " + tsr.number(selectable().length));
    bar.all.hidden = selectable().every((card) => selected.has(card.key));
    bar.shell.parentElement.hidden = !isForShell;
    bar.tag.hidden = !hasTag;
    bar.copy.disabled = about === 0;
    offer([]);
  };

  const selectable = () => tsr.shownCards().filter((card) => card.file !== null);

  const mark = () => {
    document.querySelectorAll("#grid .cell").forEach((cell) => {
      const box = cell.querySelector(".card-pick");
      if (box !== null) {
        box.checked = selected.has(cell.querySelector("a").dataset.key);
        cell.classList.toggle("selected", box.checked);
      }
    });
    show();
  };

  const set = (card, isSelected) => {
    if (card.file === null) {
      return;
    }
    if (isSelected) {
      selected.set(card.key, card);
    } else {
      selected.delete(card.key);
    }
  };

  const toggle = (card) => {
    set(card, !selected.has(card.key));
    last = card.key;
    mark();
  };

  const selectTo = (card) => {
    const from = last === null ? -1 : tsr.placeOf(last);
    const to = tsr.placeOf(card.key);
    for (let at = Math.min(from < 0 ? to : from, to); at <= Math.max(from, to); at++) {
      set(tsr.cardAt(at), true);
    }
    last = card.key;
    mark();
  };

  const selectAll = () => {
    selectable().forEach((card) => set(card, true));
    mark();
  };

  const clear = () => {
    selected.clear();
    last = null;
    mark();
  };

  tsr.isSelected = (card) => selected.has(card.key);

  // The checkbox of a card, over its picture.
  tsr.pickBox = (card) =>
    card.file === null
      ? null
      : element("input", {
          class: "card-pick",
          type: "checkbox",
          tabindex: "-1",
          checked: selected.has(card.key),
          "aria-label": "Select " + card.distinctName,
          onclick: (event) => {
            if (event.shiftKey) {
              selectTo(card);
            } else {
              toggle(card);
            }
          },
        });

  const cardOf = (event) => {
    const cell = event.target.closest(".cell");
    return cell === null ? null : tsr.byKey.get(cell.querySelector("a").dataset.key);
  };

  // Whether a click was one to select, so that it opens no card.
  const click = (event) => {
    const card = event.target.closest("a.card") === null ? null : cardOf(event);
    if (card === null || event.button !== 0) {
      return;
    }
    if (ended) {
      ended = false;
    } else if (event.shiftKey) {
      selectTo(card);
    } else if (
      event.ctrlKey ||
      event.metaKey ||
      (selected.size > 0 && event.pointerType === "touch")
    ) {
      toggle(card);
    } else {
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
  };

  const press = (event) => {
    ended = false;
    const card = event.pointerType === "touch" ? cardOf(event) : null;
    if (card !== null) {
      pressed = setTimeout(() => {
        ended = true;
        toggle(card);
      }, LONG);
    }
  };
  const release = () => clearTimeout(pressed);

  const key = (event) => {
    const card = event.target.matches("a.card") ? cardOf(event) : null;
    if (card === null) {
      return;
    }
    if (event.key === " ") {
      event.preventDefault();
      if (event.shiftKey) {
        selectTo(card);
      } else {
        toggle(card);
      }
    } else if (event.key === "Escape" && selected.size > 0) {
      event.preventDefault();
      clear();
    } else if (event.key === "a" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      selectAll();
    }
  };

  // What gets the focus is scrolled to above the bar.
  const measure = () => {
    const hand = document.getElementById("hand");
    document.documentElement.style.scrollPaddingBottom = hand.hidden
      ? ""
      : innerHeight - hand.getBoundingClientRect().top + 8 + "px";
  };

  tsr.startSelect = () => {
    const grid = document.getElementById("grid");
    start();
    new ResizeObserver(measure).observe(document.getElementById("hand"));
    grid.addEventListener("click", click);
    grid.addEventListener("keydown", key);
    grid.addEventListener("pointerdown", press);
    for (const end of ["pointerup", "pointermove", "pointercancel"]) {
      grid.addEventListener(end, release);
    }
    // The menu of a link would come with the long press.
    grid.addEventListener("contextmenu", (event) => {
      if (ended) {
        event.preventDefault();
      }
    });
  };

  tsr.selectionShown = show;
})();
