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
    "trainingTags",
    "pictures",
    // Only of files:
    "row",
    "folder",
    "candidates",
    "licence",
    "states",
    "source",
    "lastUsed",
    "uses",
    "weight",
    "copies",
    "frees",
  ];
  const FAVOURITE = 1;
  const OUTDATED = 2;
  const LINKED = 4;
  const MATURE = 8;
  const LINK = 16;

  const named = (names, index) => (index === null ? null : names[index]);

  tsr.load = (rows, names) => {
    tsr.names = names;
    tsr.cards = rows.map((row, index) => {
      const card = { index };
      FIELDS.forEach((field, at) => {
        card[field] = row[at] ?? null;
      });
      card.type = named(names.types, card.type);
      card.base = named(names.bases, card.base);
      card.creator = named(names.creators, card.creator);
      card.folder = named(names.folders, card.folder);
      card.source = named(names.sources, card.source);
      card.favourite = (card.flags & FAVOURITE) !== 0;
      card.outdated = (card.flags & OUTDATED) !== 0;
      card.linked = (card.flags & LINKED) !== 0;
      card.mature = (card.flags & MATURE) !== 0;
      card.isLink = (card.flags & LINK) !== 0;
      return card;
    });
    tsr.byKey = new Map(tsr.cards.map((card) => [card.key, card]));
    tsr.start();
  };

  // The card that an address names; older pages named a file by its row in the catalogue.
  tsr.cardOf = (key) =>
    tsr.byKey.get(key) ??
    (/^f[0-9]{1,9}$/.test(key ?? "")
      ? tsr.cards.find((card) => card.row === Number(key.slice(1)))
      : undefined);

  tsr.tagsOf = (card) => card.tags.map((tag) => tsr.names.tags[tag]);

  // The base model, and the others that the tensors of a file leave possible.
  tsr.basesOf = (card) => [
    ...(card.base === null ? [] : [card.base]),
    ...(card.candidates ?? []).map((base) => tsr.names.bases[base]),
  ];

  const chosen = (words, bits) => words.filter((word, at) => (bits & (1 << at)) !== 0);

  // What the creator allows; null if that is not known.
  tsr.licenceOf = (card) =>
    card.licence === null ? null : chosen(tsr.names.licences, card.licence);

  tsr.isIn = (card, state) => (card.states & (1 << tsr.names.states.indexOf(state))) !== 0;
  tsr.statesOf = (card) => chosen(tsr.names.states, card.states ?? 0);

  // The file's path; null where the page has no paths.
  tsr.pathOf = (card) =>
    card.folder === null
      ? null
      : card.folder + (/^[A-Za-z]:|^\\\\/.test(card.folder) ? "\\" : "/") + card.file;

  // The folder of a file and those above it, up to the scanned one.
  tsr.foldersOf = (card) => {
    if (card.folder === null) {
      return [];
    }
    const root = tsr.names.roots.find(
      (folder) =>
        card.folder === folder ||
        (/^[/\\]/.test(card.folder.slice(folder.length)) && card.folder.startsWith(folder)),
    );
    const folders = [card.folder];
    for (let at = card.folder; root !== undefined && at !== root;) {
      at = at.replace(/[/\\][^/\\]*$/, "");
      folders.push(at);
    }
    return folders;
  };

  // The tag that loads a file in a prompt; null if none does.
  tsr.tagOf = (card) =>
    card.weight === null
      ? null
      : "<lora:" + card.file.replace(/(.)\.[^.]*$/, "$1") + ":" + card.weight + ">";
})();
