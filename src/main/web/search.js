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

  const FILTERS = {
    type: (card, type) => card.type === type,
    base: (card, base) => card.base === base,
    creator: (card, creator) => card.creator === creator,
    tag: (card, tag) => card.tags.includes(tag),
    rating: (card, stars) => (card.rating ?? 0) >= stars,
    favourite: (card) => card.favourite,
    outdated: (card) => card.outdated,
    unlinked: (card) => !card.linked,
  };

  const one = (field) => (card) => (card[field] === null ? [] : [card[field]]);

  // What of a card is chosen from lists.
  tsr.VALUES = {
    type: one("type"),
    base: one("base"),
    creator: one("creator"),
    tag: (card) => card.tags.map((tag) => tsr.names.tags[tag]),
  };

  const count = (counts, field, card) => {
    for (const value of tsr.VALUES[field](card)) {
      counts[field].set(value, (counts[field].get(value) ?? 0) + 1);
    }
  };

  // The start of the name is the best match, then the rest of the name, then other texts.
  const score = (card, words) => {
    let sum = 0;
    for (const word of words) {
      const at = card.plainName.indexOf(word);
      sum += at === 0 ? 0 : at < 0 ? 3 : /[\p{L}\p{N}]/u.test(card.plainName[at - 1]) ? 2 : 1;
    }
    return sum;
  };

  const sorted = (found, words, sort) => {
    const compare = tsr.SORTS[sort].compare;
    if (words.length === 0 || sort !== "name") {
      return found.sort(compare);
    }
    const scores = new Map(found.map((card) => [card, score(card, words)]));
    return found.sort((a, b) => scores.get(a) - scores.get(b) || compare(a, b));
  };

  // The cards to show, and for each list the number of cards that each of its values would show: a card that only the
  // chosen value of a list keeps out is counted in that list.
  tsr.find = (state) => {
    const words = plain(state.q).split(/\s+/).filter(Boolean);
    const filters = Object.keys(FILTERS)
      .filter((field) => state[field])
      .map((field) => [field, field === "tag" ? tsr.names.tags.indexOf(state.tag) : state[field]]);
    const lists = Object.keys(tsr.VALUES);
    const counts = Object.fromEntries(lists.map((field) => [field, new Map()]));
    const found = [];
    for (const card of tsr.cards) {
      const failed = filters.filter(([field, wanted]) => !FILTERS[field](card, wanted));
      if (failed.length > 1 || !words.every((word) => searched(card).includes(word))) {
        continue;
      }
      if (failed.length === 0) {
        found.push(card);
        lists.forEach((field) => count(counts, field, card));
      } else if (lists.includes(failed[0][0])) {
        count(counts, failed[0][0], card);
      }
    }
    return { found: sorted(found, words, state.sort), counts };
  };
})();
