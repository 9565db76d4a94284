"use strict";

// The library: what takes the space, what is new, used and unused, and what could go. Each number is the one that tsr
// says of the same files; each bar and row shows the cards that it counts. It adds itself to the views of grid.js.
(() => {
  const FEW = 12; // rows that are shown first
  const { element } = tsr;

  const sum = (cards, of) => cards.reduce((total, card) => total + of(card), 0);
  const counted = (files) => tsr.counted(files.length, "file", "files");

  const shows = (changes) => () => {
    tsr.change({ view: "models", sort: "shown", ...changes });
    tsr.focusCard(0);
  };
  const withChoice = (field, value) =>
    shows({ chosen: { ...tsr.state.chosen, [field]: { with: [value], not: [] } } });
  // Added to what is sought: the library counts only what the search leaves.
  const withTerm = (term) => shows({ q: tsr.all([tsr.state.q.trim(), term], " ") });

  // The filter has files, too, whose tensors leave the base possible: where there are any, a term asks for the others.
  const withBase = (value, count) => () => {
    const base = { with: [value ?? "none"], not: [] };
    const { files } = tsr.find({ ...tsr.state, chosen: { ...tsr.state.chosen, base } });
    const isSame = files.filter(({ file }) => file !== null).length === count;
    const show =
      isSame || value === null
        ? withChoice("base", base.with[0])
        : withTerm(tsr.termOf("base", "=" + value));
    show();
  };

  const table = (label, headings, rows) => {
    const body = element("tbody", null, rows.slice(0, FEW));
    return [
      element(
        "table",
        { class: "bars", "aria-label": label },
        element(
          "thead",
          { class: "unseen" },
          element(
            "tr",
            null,
            headings.map((heading) => element("th", { scope: "col" }, heading)),
          ),
        ),
        body,
      ),
      rows.length <= FEW
        ? null
        : element(
            "button",
            {
              class: "more",
              type: "button",
              onclick: (event) => {
                const next = rows[FEW].querySelector("button");
                tsr.append(body, rows.slice(FEW));
                event.currentTarget.remove();
                next.focus();
              },
            },
            "Show " + tsr.number(rows.length - FEW) + " more",
          ),
    ];
  };

  let opened = null; // the row of the card that was opened last

  // Gives the focus back to the row from which a card was opened.
  tsr.focusOpened = () => {
    if (opened?.isConnected) {
      opened.focus();
    } else {
      document.querySelector("#view-library .bar-name")?.focus();
    }
  };

  // A row with a bar as long as its part of the largest.
  const bar = ({ name, onclick, values, part }) => {
    const track = element("span", { class: "track", "aria-hidden": "true" });
    track.style.setProperty("--part", (100 * part).toFixed(2) + "%");
    return element(
      "tr",
      null,
      element(
        "th",
        { scope: "row" },
        element("button", { class: "bar-name", type: "button", dir: "auto", onclick }, name, track),
      ),
      values.map((value) => element("td", null, value)),
    );
  };

  const section = (title, about, ...children) =>
    element(
      "section",
      { class: "shelf" },
      element("h2", null, title),
      element("p", { class: "shelf-about" }, about),
      children,
    );

  const grouped = (files, of) =>
    [...tsr.grouped(files, of)].map(([value, some]) => ({
      value,
      files: some.length,
      bytes: tsr.spaceOf(some),
    }));

  const bySize = (a, b) => b.bytes - a.bytes || b.files - a.files || (a.value < b.value ? -1 : 1);

  const kinds = (title, field, files, unknown, click) => {
    const groups = grouped(files, (file) => file[field]).sort(bySize);
    const most = Math.max(1, ...groups.map(({ bytes }) => bytes));
    return section(
      title,
      counted(files) + ", " + tsr.bytes(tsr.spaceOf(files)),
      table(
        title,
        [title, "Files", "Size"],
        groups.map(({ value, files: count, bytes }) =>
          bar({
            name: value ?? unknown,
            onclick: click(value, count),
            values: [tsr.number(count), tsr.bytes(bytes)],
            part: bytes / most,
          }),
        ),
      ),
    );
  };

  const months = (files) => {
    const known = files.filter(({ added }) => added !== null);
    const groups = grouped(known, ({ added }) => added.slice(0, 7)).sort((a, b) =>
      a.value < b.value ? 1 : -1,
    );
    const facet = tsr.FACETS.find(({ field }) => field === "added");
    const most = Math.max(1, ...groups.map(({ files: count }) => count));
    return groups.length === 0
      ? null
      : section(
          "Added",
          "Files by the month in which they were first scanned",
          table(
            "Files by month",
            ["Month", "Files", "Size"],
            groups.map(({ value, files: count, bytes }) =>
              bar({
                name: tsr.nameOf(facet, value),
                onclick: withChoice("added", value),
                values: [tsr.number(count), tsr.bytes(bytes)],
                part: count / most,
              }),
            ),
          ),
        );
  };

  const list = (title, about, cards, { heading, of, part, all }) =>
    cards.length === 0
      ? null
      : section(
          title,
          about,
          table(
            title,
            ["File", heading],
            cards.slice(0, FEW).map((card) =>
              bar({
                name: card.distinctName,
                onclick: (event) => {
                  opened = event.currentTarget;
                  tsr.open(card.key, false);
                },
                values: [of(card)],
                part: part(card),
              }),
            ),
          ),
          all === undefined
            ? null
            : element("button", { class: "more", type: "button", onclick: all }, "Show as cards"),
        );

  const used = (cards) => {
    const some = cards.filter(({ uses }) => uses > 0);
    const most = Math.max(1, ...some.map(({ uses }) => uses));
    const rows = {
      heading: "Times used",
      of: (card) => tsr.counted(card.uses, "time", "times"),
      part: (card) => card.uses / most,
    };
    const sorted = [...some].sort((a, b) => b.uses - a.uses || a.rank - b.rank);
    return [
      list("Used most", "By your pictures and workflows", sorted, {
        ...rows,
        all: shows({ sort: "used" }),
      }),
      some.length <= FEW ? null : list("Used least", "At least once", [...sorted].reverse(), rows),
    ];
  };

  const ofState = (title, files, state, about) => {
    const some = files.filter((file) => tsr.isIn(file, state));
    const spaces = new Map(
      [...tsr.grouped(some, ({ content }) => content)].map(([card, its]) => [
        card,
        tsr.spaceOf(its),
      ]),
    );
    const most = Math.max(1, ...spaces.values());
    const largest = [...spaces.keys()].sort(
      (a, b) => spaces.get(b) - spaces.get(a) || a.rank - b.rank,
    );
    return list(title, about(some), largest, {
      heading: "Size",
      of: (card) => tsr.bytes(spaces.get(card)),
      part: (card) => spaces.get(card) / most,
      all: withTerm("is:" + state),
    });
  };

  // As duplicates counts them, which has looked at the files on the disk.
  const copies = (cards) => {
    const some = cards
      .filter((card) => card.copies > 1)
      .sort((a, b) => b.frees - a.frees || a.rank - b.rank);
    const most = Math.max(1, ...some.map(({ frees }) => frees));
    return list(
      "Copies",
      tsr.counted(
        sum(some, (card) => card.copies - 1),
        "copy",
        "copies",
      ) +
        ", " +
        tsr.bytes(sum(some, ({ frees }) => frees)) +
        " can be freed: tsr duplicates",
      some,
      {
        heading: "Can be freed",
        of: ({ frees }) => tsr.bytes(frees),
        part: ({ frees }) => frees / most,
        all: withTerm("is:copy"),
      },
    );
  };

  const show = (found, all) => {
    const place = document.getElementById("view-library");
    const files = all.filter(({ file }) => file !== null);
    const cards = [...new Set(files.map(({ content }) => content))];
    place.replaceChildren();
    if (cards.length === 0) {
      tsr.append(place, [
        element("p", { class: "nothing" }, "None of these models has a file here."),
      ]);
      return;
    }
    tsr.append(place, [
      kinds("Type", "type", files, "Unknown type", (value) => withChoice("type", value ?? "none")),
      kinds("Base model", "base", files, "Unknown base", withBase),
      months(files),
      used(cards),
      ofState("Never used", files, "unused", (some) =>
        tsr.all([counted(some), tsr.bytes(tsr.spaceOf(some))], ", "),
      ),
      copies(cards),
      ofState(
        "Newer versions",
        files,
        "outdated",
        (some) => counted(some) + " with a newer version: tsr outdated",
      ),
      ofState(
        "Missing parts",
        files,
        "incomplete",
        (some) => counted(some) + " without an encoder or a VAE: tsr needs",
      ),
    ]);
  };

  const focus = () => document.querySelector("#view-library button")?.focus();

  tsr.VIEWS.library = { label: "Library", show, focus };
})();
