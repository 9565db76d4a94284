"use strict";

// Receives the cards from the script of the catalogue, which calls tsr.load with a row for each, and starts the page.
// All other scripts ask here which cards, files and names there are. A row has its values in this order.
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
  const OTHER_WORDS = 32;

  // The card that stands in the grid for a file, its copies, and all files that the same training has written.
  const headOf = (card) => (card.run === null ? null : tsr.byKey.get(card.run[0])) ?? card.content;
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

  // A copy is as the file that has its row, but for its place.
  const copyOf = (card, folder, file) =>
    Object.assign(Object.create(card), { folder, file, searched: undefined });

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
      card.otherWords = (card.flags & OTHER_WORDS) !== 0;
      card.mature = (card.flags & MATURE) !== 0;
      card.content = card;
      card.others = (card.others ?? []).map(([folder, file]) =>
        copyOf(card, named(names.folders, folder), file),
      );
      return card;
    });
    tsr.byKey = new Map(all.map((card) => [card.key, card]));
    tsr.cards = all.filter((card) => headOf(card) === card);
    joinRuns(all);
    tellApart(all);
    tsr.files = tsr.cards.flatMap(tsr.filesOf);
    tsr.files.forEach((file, index) => {
      file.index = index;
    });
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

  // The files that a card stands for: those of one training, and the copies of each. What is asked is asked of them. A
  // model that is not here stands among them without a name.
  tsr.contentsOf = (card) => card.members ?? [card];
  tsr.filesOf = (card) => tsr.contentsOf(card).flatMap((content) => [content, ...content.others]);
  tsr.countFiles = (cards) => cards.flatMap(tsr.filesOf).filter(({ file }) => file !== null).length;

  tsr.grouped = (all, of) => {
    const groups = new Map();
    for (const it of all) {
      const value = of(it);
      if (!groups.has(value)) {
        groups.set(value, []);
      }
      groups.get(value).push(it);
    }
    return groups;
  };

  // The bytes that files take; of copies, a hard link takes none of its own.
  tsr.spaceOf = (files) => {
    let bytes = 0;
    for (const [content, { length }] of tsr.grouped(files, ({ content }) => content)) {
      bytes +=
        (content.size ?? 0) * Math.min(length, 1 + content.others.length - (content.links ?? 0));
    }
    return bytes;
  };

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

  // The folder of a file, and those above it.
  tsr.foldersOf = ({ folder }) => (folder === null ? [] : upFrom(folder));

  const slashed = (folder) =>
    /^[A-Za-z]:|^\\\\/.test(folder) ? folder.replaceAll("\\", "/") : folder;

  // The path of its folder, and what follows the scanned one in it: the whole path if it is in none.
  tsr.folderOf = ({ folder }) => {
    if (folder === null) {
      return null;
    }
    const above = upFrom(folder).at(-1);
    return {
      path: slashed(folder),
      below: slashed(tsr.names.roots.includes(above) ? folder.slice(above.length) : folder),
    };
  };

  // The tag that loads a file in a prompt; null if none does.
  tsr.tagOf = (card) =>
    card.weight === null
      ? null
      : "<lora:" + card.file.replace(/(.)\.[^.]*$/, "$1") + ":" + card.weight + ">";
})();
