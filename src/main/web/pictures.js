"use strict";

// The user's own pictures: a grid of all, with filters by model, LoRA, word of the prompt and day. page.js starts it
// where the page has such pictures; details.js opens them.
(() => {
  const { element } = tsr;

  let pictures = null; // the latest first; null until the index is loaded
  let index;
  let models; // of the pictures, which name them by their places
  let found = [];
  let grid;
  let shownAddress;
  const controls = {};

  // A picture in the form that the gallery reads; what it was made with is in one of the scripts.
  const read = ([picture, day, flags, models], row) => ({
    own: true,
    row,
    picture,
    day: index.days[day],
    mature: flags === 1,
    models,
    script: index.scripts[Math.floor(row / index.in_a_script)],
    at: row % index.in_a_script,
  });

  const load = async () => {
    index = await tsr.detailsOf(tsr.names.own.index);
    models = index.models.map(([key, name, type]) => ({
      id: key ?? name.toLowerCase(),
      name: tsr.cardOf(key)?.distinctName ?? name,
      type,
    }));
    pictures = index.pictures.map(read).reverse();
  };

  let loading;
  const loaded = () => {
    loading ??= load();
    return loading;
  };

  // The rows of the pictures whose prompts have all of these words.
  let words; // the words of all prompts, and the rows of each; loaded when they are first asked for
  const rowsOf = async (text) => {
    const asked = tsr
      .plain(text)
      .split(/[^\p{L}\p{N}]+/u)
      .filter(Boolean);
    if (asked.length === 0) {
      return null;
    }
    words ??= await tsr.detailsOf(index.words);
    return asked
      .map((word) => {
        const rows = new Set();
        words.words.forEach((known, at) => {
          if (known.includes(word)) {
            let row = 0;
            for (const step of words.rows[at].split(" ")) {
              row += parseInt(step, 36);
              rows.add(row);
            }
          }
        });
        return rows;
      })
      .reduce((all, rows) => new Set([...all].filter((row) => rows.has(row))));
  };

  const isLora = ({ type }) => type === "lora";

  const FIELDS = tsr.OWN_FIELDS;

  const LISTS = [
    { field: "with", label: "Model", all: "Any model", accepts: (model) => !isLora(model) },
    { field: "lora", label: "LoRA", all: "Any LoRA", accepts: isLora },
  ];

  const placeOf = (id) => models.findIndex((model) => model.id === id);

  // Which pictures are shown, and for each list how many each choice would show.
  const find = (state, rows, files) => {
    const isAll = files.length === tsr.files.length;
    const wanted = new Set(isAll ? [] : files.map(({ key }) => key));
    const isWanted = models.map(({ id }) => isAll || wanted.has(id));
    const chosen = LISTS.filter(({ field }) => state[field]).map(({ field }) => ({
      field,
      test: (
        (at) => (picture) =>
          picture.models.includes(at)
      )(placeOf(state[field])),
    }));
    if (state.made) {
      chosen.push({ field: "made", test: (picture) => picture.day === state.made });
    }
    const counts = { with: new Map(), lora: new Map(), day: new Map() };
    const add = (counted, value) => counted.set(value, (counted.get(value) ?? 0) + 1);
    const shown = [];
    for (const picture of pictures) {
      const failed = chosen.filter(({ test }) => !test(picture));
      if (
        failed.length > 1 ||
        (rows !== null && !rows.has(picture.row)) ||
        (!isAll && !picture.models.some((at) => isWanted[at]))
      ) {
        continue;
      }
      const only = failed[0]?.field;
      if (only === undefined) {
        shown.push(picture);
      }
      if (only === undefined || only === "made") {
        add(counts.day, picture.day);
      }
      for (const at of picture.models) {
        const { field } = LISTS.find(({ accepts }) => accepts(models[at]));
        if (only === undefined || only === field) {
          add(counts[field], at);
        }
      }
    }
    return { shown, counts };
  };

  const option = (value, label, count) =>
    element(
      "option",
      { value },
      count === undefined ? label : label + " (" + tsr.number(count) + ")",
    );

  const fill = (select, all, options, chosen) => {
    select.replaceChildren(option("", all), ...options);
    if (chosen && ![...select.options].some(({ value }) => value === chosen)) {
      select.append(option(chosen, chosen, 0));
    }
    select.value = chosen ?? "";
    select.closest(".pick").classList.toggle("chosen", Boolean(chosen));
  };

  const showFilters = (state, counts) => {
    for (const { field, all } of LISTS) {
      const options = [...counts[field]]
        .sort((a, b) => b[1] - a[1])
        .map(([at, count]) => option(models[at].id, models[at].name, count));
      fill(controls[field], all, options, state[field]);
    }
    const days = [...counts.day].sort((a, b) => (a[0] < b[0] ? 1 : -1));
    fill(
      controls.made,
      "Any day",
      days.map(([day, count]) => option(day, day, count)),
      state.made,
    );
    if (document.activeElement !== controls.word) {
      controls.word.value = state.word ?? "";
    }
    controls.clear.hidden = !FIELDS.some((field) => state[field]);
  };

  // Where no picture matches: what each single choice keeps out, and what is shown without it.
  const withoutOne = (state, rows, files) => {
    const label = (field) => models[placeOf(state[field])]?.name ?? state[field];
    const drops = FIELDS.filter((field) => state[field]).map((field) => {
      const changes = { [field]: null };
      const { shown } = find({ ...state, ...changes }, field === "word" ? null : rows, files);
      return { label: label(field), changes, count: shown.length };
    });
    const ofModels = { q: "", chosen: tsr.noChoice() };
    if (files.length < tsr.files.length) {
      const { shown } = find(state, rows, tsr.files);
      drops.push({ label: "Search for models", changes: ofModels, count: shown.length });
    }
    return drops.filter(({ count }) => count > 0);
  };

  const showNothing = (drops) => {
    controls.nothing.hidden = drops.length === 0;
    controls.drops.replaceChildren(
      ...drops.map(({ label, changes, count }) =>
        tsr.dropItem(label, tsr.counted(count, "picture", "pictures"), () => {
          controls.word.focus();
          controls.word.value = { ...tsr.state, ...changes }.word ?? "";
          tsr.change(changes);
        }),
      ),
    );
  };

  let asked = 0;
  const show = async (cards, files) => {
    const state = tsr.state;
    const number = ++asked;
    try {
      await loaded();
      const rows = await rowsOf(state.word ?? "");
      if (number !== asked) {
        return; // a later letter was typed meanwhile
      }
      const { shown, counts } = find(state, rows, files);
      found = shown;
      showFilters(state, counts);
      controls.filters.hidden = pictures.length === 0;
      controls.count.textContent =
        (shown.length === pictures.length ? "" : tsr.number(shown.length) + " of ") +
        tsr.counted(pictures.length, "picture", "pictures") +
        (files.length === tsr.files.length
          ? ""
          : " made with the " + tsr.counted(cards.length, "model", "models") + " found") +
        (tsr.names.own.left_out === 0
          ? ""
          : "; " + tsr.number(tsr.names.own.left_out) + " left out, not PG");
      showNothing(shown.length === 0 ? withoutOne(state, rows, files) : []);
      const address = tsr.addressOf({ ...state, open: null });
      if (shownAddress !== address) {
        shownAddress = address;
        grid.show(found);
      }
      tsr.showOwn();
    } catch {
      if (!tsr.renew(tsr.names.own.index)) {
        controls.count.textContent =
          "A file of the pictures is missing from the folder of this page.";
      }
    }
  };

  const OPEN = /^p([0-9a-f]{13})$/;

  const keyOf = (picture) => "p" + picture.picture.slice(0, 13);

  // Opens the picture that the address names.
  tsr.showOwn = async () => {
    const [, name] = OPEN.exec(tsr.state.open ?? "") ?? [];
    if (name === undefined) {
      return;
    }
    await loaded();
    const isIt = (picture) => picture.picture.startsWith(name);
    const list = found.some(isIt) ? found : pictures;
    const at = list.findIndex(isIt);
    if (at >= 0) {
      tsr.showPicture(list, at);
    }
  };

  // The address of the pictures that were made with the model of a card.
  tsr.ownAddress = (card) =>
    tsr.addressOf({
      ...tsr.state,
      ...Object.fromEntries(FIELDS.map((field) => [field, null])),
      view: "pictures",
      open: null,
      [/^(lora|locon|dora|lycoris)$/i.test(card.type ?? "") ? "lora" : "with"]: card.key,
    });

  // The picture of a key; undefined if there is none.
  tsr.ownOf = (key) =>
    tsr.isOwn(key) ? pictures?.find((picture) => keyOf(picture) === key) : undefined;

  tsr.isOwn = (key) => tsr.names.own !== undefined && OPEN.test(key ?? "");
  tsr.openOwn = (picture, inPlace) => tsr.open(keyOf(picture), inPlace);
  // Gives the focus to a picture, or else to the first one.
  tsr.focusOwn = (picture) => grid.focus(Math.max(0, found.indexOf(picture)));

  const SPOKEN = 80; // characters of a prompt

  const spokenName = ({ day, prompt }) =>
    tsr.all(["Picture of " + day, prompt?.slice(0, SPOKEN)], ": ");

  // Prompts are loaded where the keyboard or a screen reader is, and for what is next to it.
  const nameAround = (at) => {
    for (const picture of found.slice(Math.max(0, at - 1), at + 2)) {
      tsr.complete(picture).then(
        () =>
          document
            .querySelector('.own-picture[data-key="' + keyOf(picture) + '"]')
            ?.setAttribute("aria-label", spokenName(picture)),
        () => {}, // the script is missing; the day is its name
      );
    }
  };

  const cell = (picture, at, count) => {
    const blurred = tsr.isBlurred(picture.picture, picture.mature);
    const link = element(
      "a",
      {
        class: "own-picture" + (blurred ? " blurred" : ""),
        "data-picture": picture.picture,
        "data-key": keyOf(picture),
        href: tsr.addressOf({ ...tsr.state, open: keyOf(picture) }),
        "aria-label": spokenName(picture),
      },
      tsr.picture(picture.picture, { onerror: (event) => event.target.remove() }),
    );
    tsr.shade(link, picture.picture);
    return element(
      "li",
      { class: "own-cell", "aria-posinset": at + 1, "aria-setsize": count },
      link,
    );
  };

  const pick = (field, label) => {
    controls[field] = element("select", {
      onchange: (event) => tsr.change({ [field]: event.target.value || null }),
    });
    return element(
      "label",
      { class: "pick" },
      element("span", { class: "unseen" }, label),
      controls[field],
    );
  };

  const start = (view) => {
    controls.word = element("input", {
      class: "own-word",
      type: "search",
      placeholder: "Words of the prompt",
      "aria-label": "Words of the prompt",
      autocomplete: "off",
      spellcheck: "false",
      oninput: () => tsr.change({ word: controls.word.value || null }),
    });
    controls.count = element("p", { class: "own-count", role: "status" });
    controls.clear = element(
      "button",
      {
        class: "button",
        type: "button",
        hidden: true,
        onclick: () => {
          controls.word.value = "";
          tsr.change(Object.fromEntries(FIELDS.map((field) => [field, null])));
          controls.word.focus();
        },
      },
      "Clear",
    );
    controls.drops = element("ul", { class: "drops", role: "list" });
    controls.nothing = element(
      "div",
      { class: "nothing", hidden: true },
      element("p", null, "No picture has all of this. Leave out one of these:"),
      controls.drops,
    );
    const list = element("ul", { class: "own-grid", role: "list", "aria-label": "Your pictures" });
    controls.filters = element(
      "div",
      { class: "own-filters", role: "group", "aria-label": "Filters of the pictures" },
      LISTS.map(({ field, label }) => pick(field, label)),
      controls.word,
      pick("made", "Day"),
      controls.clear,
    );
    tsr.append(view, [controls.filters, controls.count, controls.nothing, list]);
    grid = tsr.virtualGrid(list, {
      make: cell,
      controls: "a",
      fewest: () => 2,
      height: (width) => width,
      above: null,
    });
    list.addEventListener("focusin", (event) => nameAround(grid.placeOf(event.target)));
    list.addEventListener("click", (event) => {
      const link = event.target.closest("a.own-picture");
      if (
        link !== null &&
        event.button === 0 &&
        !event.ctrlKey &&
        !event.metaKey &&
        !event.shiftKey
      ) {
        event.preventDefault();
        tsr.openOwn(found[grid.placeOf(link)], false);
      }
    });
  };

  tsr.startPictures = () => {
    if (tsr.names.own !== undefined) {
      start(document.getElementById("view-pictures"));
      tsr.VIEWS.pictures = { label: "Your pictures", show, focus: () => tsr.focusOwn(null) };
    }
  };
})();
