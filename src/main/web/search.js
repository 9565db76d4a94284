"use strict";

// Chooses the cards to show, and their order.
(() => {
  const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
  const byName = (a, b) => collator.compare(a.name, b.name) || a.index - b.index;
  const descending = (field) => (a, b) => {
    const one = a[field] ?? "";
    const other = b[field] ?? "";
    return one < other ? 1 : one > other ? -1 : a.rank - b.rank;
  };

  tsr.SORTS = {
    name: { label: "Name, A to Z", compare: (a, b) => a.rank - b.rank },
    added: { label: "Added last", compare: descending("added") },
    published: { label: "Published last", compare: descending("published") },
    size: { label: "Largest", compare: (a, b) => (b.size ?? 0) - (a.size ?? 0) || a.rank - b.rank },
    rating: {
      label: "Best rated",
      compare: (a, b) => (b.rating ?? 0) - (a.rating ?? 0) || a.rank - b.rank,
    },
    used: {
      label: "Used most",
      compare: (a, b) => (b.used ?? 0) - (a.used ?? 0) || a.rank - b.rank,
    },
    downloads: {
      label: "Most downloads",
      compare: (a, b) => b.downloads - a.downloads || a.rank - b.rank,
    },
  };

  tsr.SHOWS = {
    favourite: "Favourites",
    outdated: "Newer version",
    unlinked: "Unlinked",
  };

  // Without marks above letters, in lower case; full-width letters as the usual ones.
  const plain = (text) =>
    text
      .normalize("NFKD")
      .replace(/\p{M}+/gu, "")
      .toLowerCase();

  // Sorting with a collator is slow: names are put in order once, and then compared by their rank.
  tsr.rank = () => {
    [...tsr.cards].sort(byName).forEach((card, rank) => {
      card.rank = rank;
    });
  };

  const searched = (card) => {
    if (card.searched === undefined) {
      card.plainName = plain(card.name);
      const tags = card.tags.map((tag) => tsr.names.tags[tag]);
      card.searched =
        card.plainName +
        "\n" +
        plain(
          tsr.all(
            [
              card.file,
              card.words,
              card.version,
              card.creator,
              card.type,
              card.base,
              card.note,
              tags.join("\n"),
            ],
            "\n",
          ),
        );
    }
    return card.searched;
  };

  const passes = (card, state, tag) =>
    (!state.type || card.type === state.type) &&
    (!state.base || card.base === state.base) &&
    (!state.creator || card.creator === state.creator) &&
    (!state.rating || (card.rating ?? 0) >= state.rating) &&
    (!state.favourite || card.favourite) &&
    (!state.outdated || card.outdated) &&
    (!state.unlinked || !card.linked) &&
    (tag === null || card.tags.includes(tag));

  // The start of the name is the best match, then the rest of the name, then other texts.
  const score = (card, words) => {
    let sum = 0;
    for (const word of words) {
      const at = card.plainName.indexOf(word);
      sum += at === 0 ? 0 : at < 0 ? 3 : /[\p{L}\p{N}]/u.test(card.plainName[at - 1]) ? 2 : 1;
    }
    return sum;
  };

  tsr.find = (state) => {
    const words = plain(state.q).split(/\s+/).filter(Boolean);
    const tag = state.tag ? tsr.names.tags.indexOf(state.tag) : null;
    const found = tsr.cards.filter(
      (card) => passes(card, state, tag) && words.every((word) => searched(card).includes(word)),
    );
    const compare = tsr.SORTS[state.sort].compare;
    if (words.length === 0 || state.sort !== "name") {
      return found.sort(compare);
    }
    const scores = new Map(found.map((card) => [card, score(card, words)]));
    return found.sort((a, b) => scores.get(a) - scores.get(b) || compare(a, b));
  };
})();
