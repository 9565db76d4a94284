"use strict";

// Offers the fields and values of terms below the search field, as one types them; page.js starts it.
(() => {
  const MOST = 8;
  const LEAST = 2; // letters of a field

  const ABOUT = {
    type: "LORA, Checkpoint, VAE",
    base: "SDXL, Pony, Flux",
    is: "favourite, unused, outdated",
    tag: "yours and CivitAI's",
    creator: "who made it",
    folder: "where the file is",
    size: ">2G, 100M..1G",
    added: "2026-03, >=30d",
    rating: ">=4, none",
    note: "your own text",
    word: "a trigger word",
    name: "of the file",
    model: "its name at CivitAI",
    version: "its name",
    licence: "what its creator allows",
    uses: "in your pictures, >10",
    used: "last, <90d",
    published: "2026, >=30d",
    source: "of the link",
    path: "a part of it",
    hash: "the start of its SHA-256",
    weight: "in a prompt",
    favourite: "yes, no",
    text: "anywhere",
    not: "all but these",
  };

  const EXAMPLES = {
    size: [">2G", "100M..1G", "<100M"],
    rating: [">=4", "5", "none"],
    uses: [">0", "0", ">=10"],
    added: [">=7d", ">=30d"],
    published: [">=30d", ">=365d"],
    used: [">=30d", "<90d", "none"],
    favourite: ["yes", "no"],
  };
  const WORDS = { is: () => tsr.names.states, licence: () => [...tsr.names.licences, "none"] };

  let field;
  let list;
  let offered = [];
  let active = -1;

  const typed = () => {
    const before = field.value.slice(0, field.selectionStart);
    const tokens = before.match(/(?:[a-z_:]*=?"[^"]*(?:"|$)|\S)+|\s+/g) ?? [""];
    return { before, token: tokens.at(-1).trimStart() };
  };

  const facetValues = (name) => {
    const facet = tsr.FACETS.find((its) => its.field === name);
    if (facet === undefined) {
      return [];
    }
    const { values } = tsr.indexOf(facet);
    const counts = tsr.countValues(facet, tsr.files);
    return values
      .map((value, at) => [value, counts[at]])
      .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
      .map(([value]) => value);
  };

  const valuesOf = (name) => EXAMPLES[name] ?? WORDS[name]?.() ?? facetValues(name);

  // A value that other values have in them, or that has spaces, is written so that it means itself.
  const offers = (token) => {
    const [, nots, name, start] = token.match(/^((?:not:)*)([a-z_0-9]*)(:.*)?$/s) ?? [];
    if (name === undefined) {
      return [];
    }
    if (start === undefined) {
      const fields = [...tsr.termFields().map(({ names }) => names[0]), "not"];
      return name.length < LEAST
        ? []
        : fields
            .filter((its) => its.startsWith(name))
            .map((its) => ({
              text: nots + its + ":",
              shown: its + ":",
              about: ABOUT[its],
              isField: true,
            }));
    }
    const known = tsr.termFields().find(({ names }) => names.includes(name));
    if (known === undefined) {
      return [];
    }
    const [, before, part] = start.match(/^:"?((?:.*,)?)(.*)$/s);
    const wanted = tsr.plain(part.replace(/^=/, ""));
    return valuesOf(known.names[0])
      .filter((value) => tsr.plain(value).includes(wanted) && tsr.plain(value) !== wanted)
      .map((value) => ({
        text: nots + tsr.termOf(name, before + value),
        shown: value,
        about: "",
        isField: false,
      }));
  };

  const close = () => {
    list.hidden = true;
    active = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
    tsr.showProblems();
  };

  const setActive = (at) => {
    active = (at + offered.length) % offered.length;
    [...list.children].forEach((item, place) =>
      item.setAttribute("aria-selected", place === active),
    );
    list.children[active].scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", "offer-" + active);
  };

  const accept = ({ text, isField }) => {
    const { before, token } = typed();
    const start = before.slice(0, before.length - token.length) + text + (isField ? "" : " ");
    field.value = start + field.value.slice(before.length).trimStart();
    field.setSelectionRange(start.length, start.length);
    tsr.change({ q: field.value });
    offer();
  };

  const offer = () => {
    offered = offers(typed().token).slice(0, MOST);
    if (offered.length === 0) {
      close();
      return;
    }
    active = -1;
    field.removeAttribute("aria-activedescendant");
    list.replaceChildren(
      ...offered.map((its, at) =>
        tsr.element(
          "li",
          {
            class: "offer",
            id: "offer-" + at,
            role: "option",
            "aria-selected": "false",
            onpointerdown: (event) => {
              event.preventDefault(); // else the field would lose the focus first
              accept(its);
            },
          },
          tsr.element("span", { class: "offer-term", dir: "auto" }, its.shown),
          its.about === "" ? null : tsr.element("span", { class: "faint" }, its.about),
        ),
      ),
    );
    list.hidden = false;
    field.setAttribute("aria-expanded", "true");
  };

  const KEYS = {
    ArrowDown: () => setActive(active + 1),
    ArrowUp: () => setActive(active < 0 ? -1 : active - 1),
    Escape: close,
    Enter: () => accept(offered[active]),
    Tab: () => accept(offered[active]),
  };

  tsr.startComplete = () => {
    field = document.getElementById("query");
    list = document.getElementById("offers");
    field.addEventListener("input", offer);
    field.addEventListener("blur", close);
    field.addEventListener("keydown", (event) => {
      const needsActive = event.key === "Enter" || event.key === "Tab";
      if (list.hidden || KEYS[event.key] === undefined || event.isComposing) {
        return;
      }
      if (needsActive && active < 0) {
        close();
        return;
      }
      event.preventDefault();
      event.stopImmediatePropagation();
      KEYS[event.key]();
    });
  };
})();
