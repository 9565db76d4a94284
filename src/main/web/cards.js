"use strict";

// Receives the cards. The catalogue has a row for each, with its values in this order.
(() => {
  const FIELDS = [
    "key",
    "details",
    "name",
    "file",
    "type",
    "base",
    "version",
    "creator",
    "tags",
    "words",
    "note",
    "rating",
    "flags",
    "size",
    "added",
    "published",
    "downloads",
    "used",
    "picture",
  ];
  const FAVOURITE = 1;
  const OUTDATED = 2;
  const LINKED = 4;
  const MATURE = 8;

  const named = (names, index) => (index === null ? null : names[index]);

  tsr.load = (rows, names) => {
    tsr.names = names;
    tsr.cards = rows.map((row, index) => {
      const card = { index };
      FIELDS.forEach((field, at) => {
        card[field] = row[at];
      });
      card.type = named(names.types, card.type);
      card.base = named(names.bases, card.base);
      card.creator = named(names.creators, card.creator);
      card.favourite = (card.flags & FAVOURITE) !== 0;
      card.outdated = (card.flags & OUTDATED) !== 0;
      card.linked = (card.flags & LINKED) !== 0;
      card.mature = (card.flags & MATURE) !== 0;
      return card;
    });
    tsr.byKey = new Map(tsr.cards.map((card) => [card.key, card]));
    tsr.start();
  };
})();
