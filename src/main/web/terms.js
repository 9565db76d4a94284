"use strict";

// Reads the search field: texts, and terms as tsr list takes them, such as type:lora or size:>2G. search.js tests cards
// with what it makes of them, complete.js offers its fields.
(() => {
  // Letters whose strokes and ties are no accents, and what is typed instead.
  const LETTERS = { æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ħ: "h", ŧ: "t" };

  // In lower case, without accents, full-width letters as the usual ones: as list folds what it compares. The marks of
  // other scripts are no accents.
  tsr.plain = (text) =>
    /^[ -~]*$/.test(text)
      ? text.toLowerCase()
      : text
          .normalize("NFKD")
          .toUpperCase() // first: a dotless i, a sharp s and a final sigma differ only in lower case
          .replace(/[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\ufe20-\ufe2f]+/g, "")
          .replaceAll("Σ", "σ")
          .toLowerCase()
          .replace(/[æœøłđðþħŧ]/g, (letter) => LETTERS[letter])
          .normalize("NFC");

  const letters = (text) => tsr.plain(text).replace(/[^\p{L}\p{N}]+/gu, "");

  const one = (value) => (value === null || value === "" ? [] : [value]);

  // What a term can ask, by its names. The first name is the one that is offered.
  const FIELDS = [
    { names: ["type", "model_type"], kind: "type", of: (card) => one(card.type) },
    { names: ["base", "base_model"], kind: "base", of: (card) => one(card.base) },
    { names: ["is"], kind: "state" },
    { names: ["tag", "tags"], kind: "text", of: tsr.tagsOf },
    { names: ["creator"], kind: "text", of: (card) => one(card.creator) },
    { names: ["folder"], kind: "folder", of: (card) => one(tsr.folderOf(card)) },
    { names: ["size", "size_bytes"], kind: "size", of: (card) => card.size },
    { names: ["added", "created_at"], kind: "day", of: (card) => card.added },
    { names: ["rating"], kind: "number", of: (card) => card.rating },
    { names: ["note"], kind: "text", of: (card) => one(card.note) },
    { names: ["word", "triggers"], kind: "words", of: (card) => one(card.words) },
    { names: ["name"], kind: "text", of: (card) => one(card.file) },
    {
      names: ["model", "model_name"],
      kind: "text",
      of: (card) => (card.named ? [card.name] : []),
    },
    { names: ["version", "version_name"], kind: "text", of: (card) => one(card.version) },
    { names: ["licence", "permissions"], kind: "licence" },
    { names: ["uses"], kind: "number", of: (card) => card.uses },
    { names: ["used", "last_used_at"], kind: "day", of: (card) => card.lastUsed },
    { names: ["published", "published_at"], kind: "day", of: (card) => card.published },
    { names: ["source", "link_source"], kind: "text", of: (card) => one(card.source) },
    { names: ["path", "file_path"], kind: "text", of: (card) => one(tsr.pathOf(card)) },
    { names: ["hash", "sha256"], kind: "hash" },
    { names: ["weight"], kind: "number", of: (card) => card.notedWeight },
    { names: ["favourite"], kind: "flag", of: (card) => card.favourite },
    { names: ["text"], kind: "any" },
  ];

  const PATHS = ["folder", "path"];
  tsr.termFields = () =>
    FIELDS.filter(({ names: [name] }) => tsr.names.folders.length > 0 || !PATHS.includes(name));
  const fieldOf = (name) => tsr.termFields().find(({ names }) => names.includes(name));

  // The words between spaces. Quotes around a word or a value keep what is between them together.
  tsr.splitQuery = (query) =>
    (query.match(/(?:(?<=^|[\s:=,])(["'])(?:(?!\1).)*\1(?=[\s,]|$)|\S)+/g) ?? [])
      .map((token) => token.replace(/(?<=^|[:=,])(["'])((?:(?!\1).)*)\1(?=,|$)/g, "$2"))
      .filter(Boolean);

  // Between commas; a comma after a backslash belongs to its value.
  const valuesOf = (text) =>
    text
      .replaceAll("\\,", "\0")
      .split(",")
      .map((value) => value.replaceAll("\0", ","));

  class Problem extends Error {}

  // How many letters differ; a swap of two neighbours counts as two.
  const distance = (one, other) => {
    let row = [...other, ""].map((letter, at) => at);
    [...one].forEach((letter, at) => {
      const next = [at + 1];
      [...other].forEach((another, place) => {
        next.push(
          Math.min(next[place] + 1, row[place + 1] + 1, row[place] + (letter === another ? 0 : 1)),
        );
      });
      row = next;
    });
    return row.at(-1);
  };

  // The word that a misspelt one may mean, as in tsr.
  const nearest = (typed, words) => {
    const near = words.map((word) => [distance(typed, word), word]).sort(([a], [b]) => a - b)[0];
    return near[0] <= (typed.length < 5 ? 1 : 2) ? near[1] : null;
  };

  // A misspelt field would find nothing, and not say why.
  const refuseMisspelt = (name, token) => {
    if (tsr.names.fields.includes(name)) {
      throw new Problem("The page does not know " + name + ": — ask tsr list.");
    }
    const field = nearest(
      name,
      tsr.termFields().flatMap(({ names }) => names),
    );
    if (field !== null) {
      throw new Problem(
        name + ": is no field; did you mean " + field + ":? To find the text, write text:" + token,
      );
    }
  };

  const SIZE = /^(\d{1,15}(?:\.\d{1,6})?) ?([KMGTP]?)(?:I?B)?$/i;
  const DAY = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(T\d{2}:\d{2}:\d{2}Z)?)?)?$/;
  const AGE = /^(\d{1,5})([hdw])$/;
  const HOURS = { h: 1, d: 24, w: 168 };

  const iso = (time) => new Date(time).toISOString().slice(0, 19) + "Z";

  // All that a value stands for: of a month, from its first second up to that of the next one.
  const SPANS = {
    number: (text) => (/^-?\d{1,15}(\.\d{1,9})?$/.test(text) ? [Number(text), Number(text)] : null),
    size: (text) => {
      const [, digits, unit] = text.match(SIZE) ?? [];
      if (digits === undefined) {
        return null;
      }
      const value = Number(digits);
      if (unit === "") {
        return [Math.trunc(value), Math.trunc(value)];
      }
      const bytes = 1024 ** (1 + "KMGTP".indexOf(unit.toUpperCase()));
      const shown = value < 100 ? 0.05 : 0.5;
      return [Math.ceil((value - shown) * bytes), Math.ceil((value + shown) * bytes)];
    },
    day: (text) => {
      const [, count, unit] = text.match(AGE) ?? [];
      if (count !== undefined) {
        const time = iso(Date.now() - Number(count) * HOURS[unit] * 3_600_000);
        return [time, time];
      }
      const [, year, month, day, time] = text.match(DAY) ?? [];
      if (year === undefined) {
        return null;
      }
      const start = new Date(Date.UTC(Number(year), Number(month ?? 1) - 1, Number(day ?? 1)));
      if (start.toISOString().slice(0, 10) !== year + "-" + (month ?? "01") + "-" + (day ?? "01")) {
        return null;
      }
      if (time !== undefined) {
        return Number.isNaN(Date.parse(text)) ? null : [text, text];
      }
      const end = new Date(start);
      if (day !== undefined) {
        end.setUTCDate(end.getUTCDate() + 1);
      } else if (month !== undefined) {
        end.setUTCMonth(end.getUTCMonth() + 1);
      } else {
        end.setUTCFullYear(end.getUTCFullYear() + 1);
      }
      return [iso(start), iso(end)];
    },
  };

  const EXAMPLES = {
    number: "a number such as 4 or >=4",
    size: "a size such as 2G or >500M",
    day: "a day such as 2026-03 or >=30d",
  };

  const span = (name, kind, text) => {
    const found = SPANS[kind](text);
    if (found === null) {
      throw new Problem(name + ": is compared with " + EXAMPLES[kind] + ", not '" + text + "'");
    }
    return { from: found[0], end: found[1], isPoint: found[0] === found[1] };
  };

  const range = (name, kind, text) => {
    const [, sign, bound] = text.match(/^(>=|<=|>|<)(.+)$/) ?? [];
    if (sign !== undefined) {
      const { from, end, isPoint } = span(name, kind, bound);
      return {
        ">=": (value) => value >= from,
        ">": (value) => (isPoint ? value > end : value >= end),
        "<": (value) => value < from,
        "<=": (value) => (isPoint ? value <= end : value < end),
      }[sign];
    }
    const [, least, most] = text.match(/^(.+?)\.\.(.+)$/) ?? [null, text, text];
    const { from } = span(name, kind, least);
    const { end, isPoint } = span(name, kind, most);
    if (end < from || (end === from && !isPoint)) {
      const swapped = name + ":" + most + ".." + least;
      throw new Problem(name + ":" + text + " ends before it begins; write " + swapped);
    }
    return (value) => value >= from && (isPoint ? value <= end : value < end);
  };

  // The names that equal a word but for spaces and dots, else those that begin with it.
  const called = (word, words, all) => {
    const key = letters(word);
    if (key === "") {
      return new Set();
    }
    const wanted = Object.hasOwn(words, key) ? words[key] : [key];
    const exact = all.filter((name) => wanted.includes(letters(name)));
    return new Set(
      exact.length > 0
        ? exact
        : all.filter((name) => wanted.some((start) => letters(name).startsWith(start))),
    );
  };

  const wordOf = (name, text, words) => {
    if (!words.includes(text)) {
      const meant = nearest(text, words);
      const end =
        meant === null ? "write one of " + words.join(", ") : "did you mean " + meant + "?";
      throw new Problem(name + ": is never '" + text + "'; " + end);
    }
    return text;
  };

  // Whether a card is in a folder: of a part of the path below the scanned folder, or of a whole path.
  const isIn = (of, name, text) => {
    if (/^=?~/.test(text)) {
      throw new Problem(name + ": the page does not know your home folder; write its path");
    }
    if (text === "none" || text === "any") {
      return (card) =>
        card.row !== null && of(card).some(({ below }) => (below === "") === (text === "none"));
    }
    const isWhole = text.startsWith("=") && text.length > 1;
    const asked = (isWhole ? text.slice(1) : text).replaceAll("\\", "/");
    const isPath = /^(\/|[A-Za-z]:)/.test(asked);
    const bare = asked.replace(/\/+$/, "");
    if (isWhole) {
      const whole = tsr.plain(bare.replace(/^\/+/, ""));
      return (card) =>
        of(card).some(
          ({ path, below }) => tsr.plain(isPath ? path : below).replace(/^\/+/, "") === whole,
        );
    }
    const part = tsr.plain(asked);
    return (card) =>
      of(card).some(({ path, below }) =>
        isPath ? (path + "/").startsWith(bare + "/") : tsr.plain(below + "/").includes(part),
      );
  };

  // Whether a card has a value, as a function.
  const test = (field, name, text) => {
    const { kind, of } = field;
    if (kind === "state") {
      const state = wordOf(name, text, tsr.names.states);
      return (card) => tsr.isIn(card, state);
    }
    if (kind === "any") {
      const part = tsr.plain(text);
      return (card) => tsr.searched(card).includes(part);
    }
    if (kind === "licence") {
      if (text === "none" || text === "any") {
        return (card) => (tsr.licenceOf(card) === null) === (text === "none");
      }
      const word = wordOf(name, text, tsr.names.licences);
      return (card) => tsr.licenceOf(card)?.includes(word) ?? false;
    }
    if (kind === "hash") {
      const start = text.replace(/^=/, "").toLowerCase().slice(0, 12);
      return (card) =>
        card.row !== null &&
        text !== "none" &&
        (text === "any" || card.key.slice(1, 13).startsWith(start));
    }
    if (kind === "flag") {
      const word = wordOf(name, text, ["yes", "no", "true", "false", "any", "none"]);
      const wanted = { yes: true, true: true, no: false, false: false }[word];
      return (card) => word !== "none" && (word === "any" || of(card) === wanted);
    }
    if (kind === "folder") {
      return isIn(of, name, text);
    }
    const values = (card) => [of(card)].flat().filter((value) => value !== null);
    if (text === "none" || text === "any") {
      return (card) => (values(card).length === 0) === (text === "none");
    }
    if (SPANS[kind] !== undefined) {
      const holds = range(name, kind, text);
      return (card) => values(card).some(holds);
    }
    if (text.startsWith("=") && text.length > 1) {
      const whole = tsr.plain(text.slice(1));
      const parts = (value) => (kind === "words" ? value.split(", ") : [value]);
      return (card) =>
        values(card).some((value) => parts(value).some((part) => tsr.plain(part) === whole));
    }
    if (kind === "type") {
      const types = called(text, tsr.names.typeWords, tsr.names.types);
      return (card) => types.has(card.type);
    }
    if (kind === "base") {
      const bases = called(text, tsr.names.baseWords, tsr.names.bases);
      return (card) => tsr.basesOf(card).some((base) => bases.has(base));
    }
    const part = tsr.plain(text);
    return (card) => values(card).some((value) => tsr.plain(value).includes(part));
  };

  const term = (token) => {
    const [, nots, name, text] = token.match(/^((?:not:)*)(?:([a-z][a-z_0-9]*):)?(.*)$/s);
    const field = name === undefined ? undefined : fieldOf(name);
    if (name !== undefined && field === undefined) {
      refuseMisspelt(name, token.slice(nots.length));
    }
    const not = (nots.length / "not:".length) % 2 === 1;
    if (field === undefined) {
      const word = tsr.plain(token.slice(nots.length));
      if (word === "") {
        throw new Problem(token + " has no value yet");
      }
      return not ? { test: (card) => !tsr.searched(card).includes(word) } : { word };
    }
    if (text === "") {
      throw new Problem(name + ": has no value yet");
    }
    const tests = valuesOf(text).map((value) => {
      if (value === "") {
        throw new Problem("'" + token + "' has an empty value; write \\, for a comma");
      }
      return test(field, name, value);
    });
    return { test: (card) => tests.some((holds) => holds(card)) !== not };
  };

  const cache = { query: null, read: null };

  // The parts of a query: each has a word that cards have somewhere, or a test of a card, or says why it is neither.
  tsr.readQuery = (query) => {
    if (cache.query !== query) {
      cache.query = query;
      cache.read = tsr.splitQuery(query).map((token) => {
        try {
          return { token, ...term(token) };
        } catch (problem) {
          if (!(problem instanceof Problem)) {
            throw problem;
          }
          return { token, problem: problem.message };
        }
      });
    }
    return cache.read;
  };

  // A term with this value, as one writes it.
  tsr.termOf = (name, value) =>
    name + ":" + (/[\s,]/.test(value) ? '"' + value.replaceAll(",", "\\,") + '"' : value);
})();
