"use strict";

// What cards are filtered by: the values of each facet, which cards have them, and how many a choice would show.
// search.js applies the choices, filters.js shows them.
(() => {
  const MEBIBYTE = 1024 * 1024;
  const SIZES = [
    ["<100M", "Up to 100 MiB", 100 * MEBIBYTE],
    ["<1G", "100 MiB to 1 GiB", 1024 * MEBIBYTE],
    ["<4G", "1 to 4 GiB", 4096 * MEBIBYTE],
    ["<10G", "4 to 10 GiB", 10240 * MEBIBYTE],
    [">10G", "10 GiB and more", Infinity],
  ];
  const USES = [
    ["0", "Never", 1],
    ["1", "1 to 9 times", 10],
    ["10", "10 to 99 times", 100],
    ["100", "100 times and more", Infinity],
  ];
  const STATES = {
    favourite: "Favourite",
    outdated: "Newer version",
    unlinked: "Not linked",
    unused: "Never used",
    copy: "Has copies",
    incomplete: "Parts missing",
    superseded: "Newer one is here",
    damaged: "Damaged",
    gone: "Gone from CivitAI",
    misfiled: "In a wrong folder",
    conflict: "Contradicts its tensors",
    ignored: "Newer one ignored",
    paid: "Newer one is paid",
    mature: "Mature",
    missing: "Missing",
    unreachable: "Unreachable",
  };
  const SOURCES = {
    civitai: "CivitAI",
    user: "By hand",
    huggingface: "Hugging Face",
    civarchive: "CivArchive",
    archive: "Offline archive",
  };
  const LICENCES = {
    images: "Sell images",
    rent: "Rent it out",
    "rent-civitai": "Rent it out at CivitAI",
    sell: "Sell the model",
    "no-credit": "No credit needed",
    merges: "Share merges",
    relicense: "Other terms for merges",
  };
  const NONE = "none"; // as terms call what is not known

  const known = (value) => (value === null ? [NONE] : [value]);
  const range = (ranges, value) => ranges.find(([, , end]) => value < end)[0];
  const ofFile = (values) => (card) => (card.row === null ? [] : values(card));
  const month = new Intl.DateTimeFormat("en", { month: "long", year: "numeric", timeZone: "UTC" });

  const entries = (ranges) => Object.fromEntries(ranges.map(([value, label]) => [value, label]));

  // Of most, a card must have one of the chosen values; where "every", all of them.
  const FACETS = [
    {
      field: "type",
      label: "Type",
      of: (card) => known(card.type),
      none: "Unknown type",
      open: true,
    },
    {
      field: "base",
      label: "Base model",
      of: (card) => (tsr.basesOf(card).length === 0 ? [NONE] : tsr.basesOf(card)),
      none: "Unknown base",
      open: true,
    },
    {
      field: "is",
      label: "State",
      of: (card) => tsr.statesOf(card).filter((state) => STATES[state] !== undefined),
      labels: STATES,
      isOrdered: true,
      every: true,
      open: true,
    },
    { field: "folder", label: "Folder", of: tsr.foldersOf, isTree: true, open: true },
    { field: "tag", label: "Tag", of: tsr.tagsOf, every: true, open: true },
    {
      field: "creator",
      label: "Creator",
      of: (card) => (card.creator === null ? [] : [card.creator]),
    },
    {
      field: "stars",
      label: "Rating",
      of: ofFile((card) => known(card.rating === null ? null : String(card.rating))),
      order: ["5", "4", "3", "2", "1", "0"],
      name: (value) => (/^[0-5]$/.test(value) ? "★".repeat(value) + "☆".repeat(5 - value) : value),
      spoken: (value) => value + " of 5 stars",
      none: "Not rated",
    },
    {
      field: "size",
      label: "Size",
      of: (card) => (card.size === null ? [] : [range(SIZES, card.size)]),
      labels: entries(SIZES),
      isOrdered: true,
    },
    {
      field: "added",
      label: "Added",
      of: (card) => (card.added === null ? [] : [card.added.slice(0, 7)]),
      name: (value) =>
        /^\d{4}-(0[1-9]|1[0-2])$/.test(value)
          ? month.format(new Date(value + "-01T00:00:00Z"))
          : value,
      isDescending: true,
    },
    {
      field: "use",
      label: "Times used",
      of: (card) => (card.uses === null ? [] : [range(USES, card.uses)]),
      labels: entries(USES),
      isOrdered: true,
    },
    {
      field: "copies",
      label: "Copies",
      of: ofFile((card) => (card.copies > 9 ? ["10"] : [String(card.copies)])),
      order: ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"],
      name: (value) =>
        value === "1" ? "One file" : value === "10" ? "10 files and more" : value + " files",
    },
    {
      field: "licence",
      label: "Creator allows",
      of: ofFile((card) => tsr.licenceOf(card) ?? [NONE]),
      labels: LICENCES,
      isOrdered: true,
      every: true,
      none: "Not known",
    },
    {
      field: "source",
      label: "Link from",
      of: ofFile((card) => known(card.source)),
      labels: SOURCES,
      none: "Not linked",
    },
  ];

  tsr.FACETS = FACETS;

  // The place of each value, and for each file the places of its values: those from starts[file] to starts[file + 1].
  const indexed = (facet) => {
    const places = new Map();
    const starts = new Int32Array(tsr.files.length + 1);
    const all = [];
    tsr.files.forEach((file, at) => {
      for (const value of facet.of(file)) {
        let place = places.get(value);
        if (place === undefined) {
          place = places.size;
          places.set(value, place);
        }
        all.push(place);
      }
      starts[at + 1] = all.length;
    });
    return { places, values: [...places.keys()], starts, all: Int32Array.from(all) };
  };

  const index = new Map();
  tsr.indexOf = (facet) => {
    if (!index.has(facet)) {
      index.set(facet, indexed(facet));
    }
    return index.get(facet);
  };

  // An address may have any value.
  tsr.nameOf = (facet, value) => {
    if (value === NONE) {
      return facet.none ?? NONE;
    }
    return Object.hasOwn(facet.labels ?? {}, value)
      ? facet.labels[value]
      : (facet.name?.(value) ?? value);
  };

  tsr.spokenName = (facet, value) =>
    value === NONE ? tsr.nameOf(facet, value) : (facet.spoken?.(value) ?? tsr.nameOf(facet, value));

  tsr.noChoice = () =>
    Object.fromEntries(FACETS.map(({ field }) => [field, { with: [], not: [] }]));

  tsr.choices = (chosen) =>
    FACETS.flatMap((facet) => [
      ...chosen[facet.field].with.map((value) => ({ facet, value, not: false })),
      ...chosen[facet.field].not.map((value) => ({ facet, value, not: true })),
    ]);

  // The choices without one of them, or with it: a value is either chosen or excluded.
  tsr.chosenWith = (chosen, { field }, value, state) => {
    const without = (values) => values.filter((other) => other !== value);
    const { with: some, not } = chosen[field];
    return {
      ...chosen,
      [field]: {
        with: state === "with" ? [...without(some), value] : without(some),
        not: state === "not" ? [...without(not), value] : without(not),
      },
    };
  };

  // Whether files have what is chosen in a facet: 0 yes, 1 no, 2 no since it has what is excluded.
  const compiled = (facet, { with: some, not }) => {
    const { places, starts, all } = tsr.indexOf(facet);
    // A value that no file has, of an address, has a place of its own.
    const wanted = some.map((value, at) => places.get(value) ?? -1 - at);
    const unwanted = new Set(not.map((value) => places.get(value)));
    const wantedSet = new Set(wanted);
    const enough = facet.every ? wantedSet.size : Math.min(1, wantedSet.size);
    return (at) => {
      let held = 0;
      for (let i = starts[at]; i < starts[at + 1]; i++) {
        if (unwanted.has(all[i])) {
          return 2;
        }
        held += wantedSet.has(all[i]) ? 1 : 0;
      }
      return held >= enough ? 0 : 1;
    };
  };

  tsr.compileFacets = (chosen) =>
    FACETS.filter(({ field }) => chosen[field].with.length + chosen[field].not.length > 0).map(
      (facet) => ({ facet, fails: compiled(facet, chosen[facet.field]) }),
    );

  // The number of cards of which a file has each value, by the places of the values. The files of a card stand together.
  tsr.countValues = (facet, files) => {
    const { values, starts, all } = tsr.indexOf(facet);
    const counts = new Int32Array(values.length);
    const last = Array(values.length);
    for (const file of files) {
      const head = tsr.headOf(file);
      for (let i = starts[file.index]; i < starts[file.index + 1]; i++) {
        if (last[all[i]] !== head) {
          last[all[i]] = head;
          counts[all[i]]++;
        }
      }
    }
    return counts;
  };
})();
