"use strict";

// Chooses the files that the terms and filters leave, and so the cards to show, and their order: for page.js, and for
// counts elsewhere.
(() => {
  const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
  const byName = (a, b) => collator.compare(a.name, b.name) || a.index - b.index;

  // Of the files of a training, that of the one that is used most.
  const mostUses = (card) =>
    tsr
      .contentsOf(card)
      .reduce((most, { uses }) => (uses === null ? most : Math.max(most ?? 0, uses)), null);

  // Each gives what cards are compared by; null comes last. Numbers and days begin with the largest.
  tsr.SORTS = {
    shown: { label: "Pictures first", value: (card) => (card.picture === null ? null : 0) },
    name: { label: "Name", value: () => 0 },
    added: { label: "Added", value: (card) => card.added },
    published: { label: "Published", value: (card) => card.published },
    size: { label: "Size", value: (card) => card.size },
    rating: { label: "Rating", value: (card) => card.rating },
    used: { label: "Times used", value: mostUses },
    last: { label: "Last used", value: (card) => card.lastUsed },
    downloads: { label: "Downloads", value: (card) => card.downloads || null },
  };

  // Sorting with a collator is slow: names are put in order once, and then compared by their rank.
  tsr.rank = () => {
    [...tsr.byKey.values()].sort(byName).forEach((card, rank) => {
      card.rank = rank;
    });
  };

  const compare = (value, back) => (a, b) => {
    const one = value(a);
    const other = value(b);
    if (one === other) {
      return back * (a.rank - b.rank);
    }
    return one === null ? 1 : other === null ? -1 : back * (one < other ? 1 : -1);
  };

  const orders = new Map();
  const ordered = ({ sort, reverse }) => {
    const name = sort + reverse;
    if (!orders.has(name)) {
      const { value } = tsr.SORTS[sort];
      orders.set(name, [...tsr.cards].sort(compare(value, reverse ? -1 : 1)));
    }
    return orders.get(name);
  };

  const texts = (card) => [
    card.file,
    card.words,
    card.trainingTags,
    card.version,
    card.creator,
    card.type,
    card.base,
    card.note,
    tsr.tagsOf(card).join("\n"),
  ];

  tsr.searched = (card) => {
    if (card.searched === undefined) {
      card.plainName = tsr.plain(card.name);
      card.searched = card.plainName + "\n" + tsr.plain(tsr.all(texts(card), "\n"));
    }
    return card.searched;
  };

  // So that the first letter that is typed need not wait for all cards.
  tsr.prepareSearch = () => {
    let at = 0;
    const some = (deadline) => {
      while (at < tsr.files.length && (deadline?.timeRemaining?.() ?? 1) > 0) {
        for (let i = 0; i < 100 && at < tsr.files.length; i++) {
          tsr.searched(tsr.files[at++]);
        }
        if (deadline === undefined) {
          break;
        }
      }
      if (at < tsr.files.length) {
        soon();
      }
    };
    const soon = () =>
      window.requestIdleCallback ? requestIdleCallback(some) : setTimeout(some, 0);
    soon();
  };

  // The start of the name is the best match, then the rest of the name, then other texts.
  const score = (card, words) => {
    let sum = 0;
    tsr.searched(card);
    for (const word of words) {
      const at = card.plainName.indexOf(word);
      sum += at === 0 ? 0 : at < 0 ? 3 : /[\p{L}\p{N}]/u.test(card.plainName[at - 1]) ? 2 : 1;
    }
    return sum;
  };

  const bestFirst = (found, words) => {
    const byScore = [];
    for (const card of found) {
      (byScore[score(card, words)] ??= []).push(card);
    }
    return byScore.flat();
  };

  const wordsOf = (parts) => parts.map(({ word }) => word).filter(Boolean);

  const matches = (file, words, tests) =>
    words.every((word) => tsr.searched(file).includes(word)) && tests.every((test) => test(file));

  // The files that are found; the cards to show, which are those of which a file is found; and for each facet the number
  // of cards that each of its values would show: a file that only the choice in one facet keeps out is counted in that
  // facet. Counted are only facets that are looked at.
  tsr.find = (state) => {
    const parts = tsr.readQuery(state.q);
    const words = wordsOf(parts);
    const tests = parts.map(({ test }) => test).filter(Boolean);
    const chosen = tsr.compileFacets(state.chosen);
    const kept = new Map(chosen.map(({ facet }) => [facet, []]));
    const files = [];
    const look = (file) => {
      let failed = 0;
      let only;
      let why = 0;
      for (const { facet, fails } of chosen) {
        const failure = fails(file.index);
        if (failure > 0) {
          failed++;
          only = facet;
          why = failure;
        }
      }
      if (failed > 1 || !matches(file, words, tests)) {
        return;
      }
      if (failed === 0) {
        files.push(file);
        kept.forEach((some) => some.push(file));
      } else if (!only.every || why === 2) {
        kept.get(only).push(file);
      }
    };
    for (const card of ordered(state)) {
      for (const content of tsr.contentsOf(card)) {
        look(content);
        content.others.forEach(look);
      }
    }
    const cards = [...new Set(files.map(tsr.headOf))];
    const isBestFirst = words.length > 0 && ["shown", "name"].includes(state.sort);
    return {
      files,
      cards: isBestFirst && !state.reverse ? bestFirst(cards, words) : cards,
      countsOf: (facet) => tsr.countValues(facet, kept.get(facet) ?? files),
    };
  };

  // How many cards there are without one of the words, terms or choices: those that alone keep all cards out.
  tsr.withoutOne = (state) => {
    const parts = tsr.readQuery(state.q).filter(({ problem }) => problem === undefined);
    const drops = [
      ...parts.map((part) => ({
        label: part.token,
        state: {
          ...state,
          q: tsr
            .splitQuery(state.q)
            .filter((token) => token !== part.token)
            .map(quoted)
            .join(" "),
        },
      })),
      ...tsr.choices(state.chosen).map(({ facet, value, not }) => ({
        label: (not ? "not " : "") + facet.label + ": " + tsr.nameOf(facet, value),
        state: { ...state, chosen: tsr.chosenWith(state.chosen, facet, value, null) },
      })),
    ];
    return drops
      .map((drop) => ({ ...drop, count: tsr.find(drop.state).cards.length }))
      .filter(({ count }) => count > 0);
  };

  const quoted = (token) => {
    const [, start, value] = token.match(/^((?:not:)*(?:[a-z][a-z_0-9]*:)?)(.*)$/s);
    return /\s/.test(value) ? start + '"' + value + '"' : token;
  };

  // Where the words of the query are that the name of a card does not have.
  const PLACES = [
    ["Words", (card) => card.words],
    ["Note", (card) => card.note],
    ["Tag", (card) => tsr.tagsOf(card)],
    ["Tag of the training", (card) => card.trainingTags],
    ["Creator", (card) => card.creator],
    ["Version", (card) => card.version],
    ["File", (card) => card.file],
  ];

  // The place in a text of a place in its plain form, in which letters may be more or fewer.
  const placeOf = (text, at) => {
    let least = 0;
    let most = text.length;
    while (least < most) {
      const middle = Math.ceil((least + most) / 2);
      if (tsr.plain(text.slice(0, middle)).length > at) {
        most = middle - 1;
      } else {
        least = middle;
      }
    }
    return least;
  };

  // Where a text has a word: its start and its end; null if it has not.
  const placeIn = (text, word) => {
    const at = tsr.plain(text).indexOf(word);
    return at < 0 ? null : [placeOf(text, at), placeOf(text, at + word.length)];
  };

  const SHOWN = 120; // characters: more than a line
  const FAR = 12; // characters from the beginning of a long word, such as a name with hyphens

  // The first of them: its label, and the text from the word on, in which the part is that was found.
  tsr.whyFound = (card, state) => {
    const words = wordsOf(tsr.readQuery(state.q));
    const shown = tsr.plain(tsr.all([card.name, card.type, card.base], "\n"));
    const missed = words.find((word) => !shown.includes(word));
    if (missed === undefined) {
      return null;
    }
    for (const [label, of] of PLACES) {
      for (const text of [of(card)].flat()) {
        const place = text === null ? null : placeIn(text, missed);
        if (place !== null) {
          const [start, end] = place;
          const ofWord = text.lastIndexOf(" ", start) + 1;
          const first = start - ofWord > FAR ? start : ofWord;
          return {
            label,
            before: (first > 0 ? "…" : "") + text.slice(first, start),
            found: text.slice(start, end),
            after: text.slice(end, end + SHOWN),
          };
        }
      }
    }
    return null;
  };
})();
