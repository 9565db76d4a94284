"use strict";

// Texts of cards to paste elsewhere: lines for prompts, arguments and commands for shells, JSON. The page itself
// changes nothing. copy.js and select.js copy them.
(() => {
  const CUT = 2000; // characters: the card has no more of the words
  const LONGEST = 8000; // characters of a command: Windows takes few more

  // Why a text cannot be made, and the name that is the reason, if it is one.
  class Refused extends Error {
    constructor(reason, name) {
      super(tsr.all([reason, name], ": "));
      this.about = name ?? null;
    }
  }
  tsr.Refused = Refused;

  // The words of a card, whole; those of a few cards are so many that only the details have them.
  const wordsOf = async (card) => {
    if (card.words === null || card.words.length < CUT) {
      return card.words === null ? [] : card.words.split(", ");
    }
    return (await tsr.detailsOf(card.details)).words;
  };

  tsr.hasLine = (card) => card.weight !== null || card.words !== null;
  tsr.wordsText = async (card) => (await wordsOf(card)).join(", ");
  tsr.lineText = async (card) => tsr.all([tsr.tagOf(card), await tsr.wordsText(card)], " ");

  // The first prompt of the examples, in the form that web UIs paste.
  tsr.promptText = async (card) =>
    ((await tsr.detailsOf(card.details)).images ?? []).find(({ prompt }) => prompt)?.text ?? "";

  // zsh takes =ls for the path of ls, also after another sign of the kind if the user wants it so.
  const POSIX = (text) =>
    /^[\w/.,:@%+=-]+$/.test(text) && !/(^|=)=/.test(text)
      ? text
      : "'" + text.replaceAll("'", "'\\''") + "'";

  // PowerShell takes the typographic quotes for the straight one, too.
  const POWERSHELL = (text) => {
    if (text.includes('"')) {
      throw new Refused("PowerShell passes no double quotes on", text);
    }
    return /^[\w/\\.:+=-]+$/.test(text) ? text : "'" + text.replace(/['‘’‚‛]/g, "$&$&") + "'";
  };

  tsr.SHELLS = {
    posix: { label: "bash, zsh", quote: POSIX },
    powershell: { label: "PowerShell", quote: POWERSHELL },
  };

  const quoted = (text, shell) => {
    if (/[\p{Cc}\u2028\u2029]/u.test(text)) {
      throw new Refused(
        "A name has a control character, which a shell would misread; leave it out",
        text.replace(/[\p{Cc}\u2028\u2029]/gu, "\ufffd"),
      );
    }
    return tsr.SHELLS[shell].quote(text);
  };

  // On Windows tsr is a batch file. For it PowerShell puts only arguments with spaces in quotes, which cmd.exe needs
  // around some signs; and a variable may have a quote, which ends them.
  const argumentOf = (text, shell) => {
    if (shell === "powershell" && (/%/.test(text) || (/[&|<>^]/.test(text) && !/ /.test(text)))) {
      throw new Refused("On Windows, cmd.exe would run a part of this name; leave it out", text);
    }
    return " " + quoted(text, shell);
  };

  // Commands of at most so many characters, since systems take no longer ones.
  const commands = (start, paths, shell) => {
    const lines = [];
    for (const path of paths) {
      const argument = argumentOf(path, shell);
      const last = lines.at(-1);
      if (last === undefined || last.length + argument.length > LONGEST) {
        lines.push(start + argument);
      } else {
        lines[lines.length - 1] = last + argument;
      }
    }
    return lines.join("\n");
  };

  // The words that CivitAI names, which list has alone.
  const triggersOf = async (card) =>
    card.otherWords ? (await tsr.detailsOf(card.details)).triggers : await wordsOf(card);

  // A file as list has it.
  const object = async (card) => ({
    ...(tsr.pathOf(card) === null ? { name: card.file } : { file_path: tsr.pathOf(card) }),
    size_bytes: card.size,
    model_name: card.named ? card.name : null,
    model_type: card.type,
    version_name: card.version,
    base_model: card.base,
    creator: card.creator,
    triggers: await triggersOf(card),
    tags: tsr.tagsOf(card),
    note: card.note,
    rating: card.rating,
    favourite: card.favourite,
  });

  tsr.ownPrompt = async (picture) => {
    await tsr.complete(picture);
    return picture.prompt ? picture.text : ""; // else the text has settings alone
  };

  const countContents = (cards) => cards.flatMap(tsr.contentsOf).length;

  // What can be copied of several cards: which of them it is about, the text, and of how many files it tells.
  tsr.HANDOVERS = {
    lines: {
      label: "Prompt lines",
      what: "Prompt lines",
      of: tsr.hasLine,
      count: (cards) => cards.length,
      text: async (cards) => (await Promise.all(cards.map(tsr.lineText))).join("\n"),
    },
    paths: {
      label: "Paths",
      what: "Paths",
      count: tsr.countFiles,
      needsPaths: true,
      isForShell: true,
      text: async (cards, { shell }) =>
        cards
          .flatMap(tsr.contentsOf)
          .flatMap(tsr.pathsOf)
          .map((path) => quoted(path, shell))
          .join(" "),
    },
    note: {
      label: "tsr note --tag",
      what: "Command",
      count: countContents,
      needsPaths: true,
      isForShell: true,
      hasTag: true,
      text: async (cards, { shell, tag }) => {
        if (tag.trim() === "") {
          throw new Refused("Write the tag that the files are to have");
        }
        if (tag.includes(",")) {
          throw new Refused("A tag has no comma; copy a command for each tag");
        }
        return commands(
          "tsr note" + argumentOf("--tag=" + tag.trim(), shell),
          cards.flatMap(tsr.contentsOf).map(tsr.pathOf),
          shell,
        );
      },
    },
    ignore: {
      label: "tsr ignore",
      what: "Command",
      count: countContents,
      needsPaths: true,
      isForShell: true,
      of: (card) => card.linked,
      text: async (cards, { shell }) =>
        commands("tsr ignore", cards.flatMap(tsr.contentsOf).map(tsr.pathOf), shell),
    },
    json: {
      label: "JSON",
      what: "JSON",
      count: tsr.countFiles,
      text: async (cards) =>
        JSON.stringify(await Promise.all(cards.flatMap(tsr.filesOf).map(object)), null, 2),
    },
  };
})();
