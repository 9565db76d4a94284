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
    "others",
    "run",
    "links",
    "notedWeight",
  ];
  const FAVOURITE = 1;
  const OUTDATED = 2;
  const LINKED = 4;
  const MATURE = 8;
  const NAMED = 16;

  // The card that stands in the grid for all files that one training has written.
  const headOf = (card) => (card.run === null ? card : (tsr.byKey.get(card.run[0]) ?? card));
  tsr.headOf = headOf;

  const KINDS = [(step) => "Step " + tsr.number(step), (epoch) => "Epoch " + epoch, () => "Last"];
  tsr.runLabel = ({ run: [, kind, number] }) => KINDS[kind](number);

  const joinRuns = (all) => {
    for (const card of all.filter(({ run }) => run !== null)) {
      const head = headOf(card);
      head.members ??= [];
      head.members.push(card);
    }
    for (const { members } of all) {
      members?.sort((a, b) => a.run[1] - b.run[1] || a.run[2] - b.run[2]);
    }
  };

  // Models of the same name are told apart by their versions, those of the same version by their files.
  const tellApart = (all) => {
    const count = (of) => {
      const counts = new Map();
      all.forEach((card) => counts.set(of(card), (counts.get(of(card)) ?? 0) + 1));
      return counts;
    };
    const withVersion = (card) => tsr.all([card.name, card.version], " · ");
    const names = count(({ name }) => name);
    const versions = count(withVersion);
    for (const card of all) {
      card.distinctName =
        names.get(card.name) === 1
          ? card.name
          : versions.get(withVersion(card)) === 1
            ? withVersion(card)
            : tsr.all([card.name, card.file ?? card.version], " · ");
    }
  };

  const named = (names, index) => (index === null ? null : names[index]);

  tsr.load = (rows, names) => {
    tsr.names = names;
    const all = rows.map((row) => {
      const card = {};
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
      card.named = (card.flags & NAMED) !== 0;
      card.mature = (card.flags & MATURE) !== 0;
      card.others = (card.others ?? []).map(([folder, file]) => ({
        folder: named(names.folders, folder),
        file,
      }));
      return card;
    });
    tsr.byKey = new Map(all.map((card) => [card.key, card]));
    tsr.cards = all.filter((card) => headOf(card) === card);
    tsr.cards.forEach((card, index) => {
      card.index = index;
    });
    joinRuns(all);
    tellApart(all);
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

  // A file and its other copies, which have one card.
  tsr.copiesOf = (card) => (card.file === null ? [] : [card, ...card.others]);

  // The files that a card stands for: copies, and those of one training.
  tsr.contentsOf = (card) => card.members ?? [card];
  tsr.filesOf = ({ file, others }) => (file === null ? 0 : 1 + others.length);
  tsr.countFiles = (cards) => {
    let files = 0;
    for (const card of cards) {
      for (const content of tsr.contentsOf(card)) {
        files += tsr.filesOf(content);
      }
    }
    return files;
  };

  // The bytes that a file and its copies take; a hard link takes none of its own.
  tsr.spaceOf = (card) => (card.size ?? 0) * (1 + card.others.length - (card.links ?? 0));

  tsr.fileNamesOf = (card) =>
    (card.members ?? [card]).flatMap(tsr.copiesOf).map(({ file }) => file);

  // The path of a file or of a copy; null where the page has no paths.
  tsr.pathOf = ({ folder, file }) =>
    folder === null ? null : folder + (/^[A-Za-z]:|^\\\\/.test(folder) ? "\\" : "/") + file;

  tsr.pathsOf = (card) =>
    tsr
      .copiesOf(card)
      .map(tsr.pathOf)
      .filter((path) => path !== null);

  // A folder and those above it, up to the scanned one.
  const upFrom = (folder) => {
    const root = tsr.names.roots.find(
      (above) =>
        folder === above || (/^[/\\]/.test(folder.slice(above.length)) && folder.startsWith(above)),
    );
    const folders = [folder];
    for (let at = folder; root !== undefined && at !== root;) {
      at = at.replace(/[/\\][^/\\]*$/, "");
      folders.push(at);
    }
    return folders;
  };

  const foldersWithFiles = (card) =>
    tsr
      .copiesOf(card)
      .map(({ folder }) => folder)
      .filter((folder) => folder !== null);

  // The folders of a file and of its copies, and those above them.
  tsr.foldersOf = (card) => {
    const folders = foldersWithFiles(card);
    return folders.length < 2 ? folders.flatMap(upFrom) : [...new Set(folders.flatMap(upFrom))];
  };

  const slashed = (folder) =>
    /^[A-Za-z]:|^\\\\/.test(folder) ? folder.replaceAll("\\", "/") : folder;

  // The paths of the folders, and what follows the scanned one in each: the whole path if it is in none.
  tsr.foldersWithFiles = (card) =>
    foldersWithFiles(card).map((folder) => {
      const above = upFrom(folder);
      return {
        path: slashed(folder),
        below: slashed(
          tsr.names.roots.includes(above.at(-1)) ? folder.slice(above.at(-1).length) : folder,
        ),
      };
    });

  // The tag that loads a file in a prompt; null if none does.
  tsr.tagOf = (card) =>
    card.weight === null
      ? null
      : "<lora:" + card.file.replace(/(.)\.[^.]*$/, "$1") + ":" + card.weight + ">";
})();
