"use strict";

// Makes the sections of an opened card, which details.js puts together.
(() => {
  const { element } = tsr;

  tsr.section = (title, ...children) => {
    const shown = children
      .flat()
      .filter((child) => child !== null && child !== undefined && child !== "");
    return shown.length === 0
      ? null
      : element(
          "section",
          { class: "section" },
          title === null ? null : element("h3", null, title),
          shown,
        );
  };

  // A long text, of which the first lines are shown until the user asks for all.
  const folded = (text) => {
    text.classList.add("folded");
    const more = element(
      "button",
      {
        class: "more",
        type: "button",
        onclick: () => {
          text.classList.remove("folded");
          more.remove();
        },
      },
      "Show all",
    );
    requestAnimationFrame(() => {
      if (text.scrollHeight <= text.clientHeight + 8) {
        text.classList.remove("folded");
        more.remove();
      }
    });
    return [text, more];
  };

  // A text with a place to scroll in, which the keyboard reaches if the text is longer than that.
  tsr.scrolled = (text) => {
    requestAnimationFrame(() => {
      if (text.scrollHeight > text.clientHeight) {
        text.tabIndex = 0;
      }
    });
    return text;
  };

  const CHIPS = 60;

  // The first chips; some models have thousands of words, whose chips are made when the user asks for them.
  tsr.chips = (texts, chip) => {
    const list = (some) =>
      element(
        "ul",
        { class: "chips", role: "list" },
        some.map((text) => element("li", null, chip(text))),
      );
    const rest = texts.slice(CHIPS);
    return [
      list(texts.slice(0, CHIPS)),
      rest.length === 0
        ? null
        : element(
            "button",
            {
              class: "more",
              type: "button",
              onclick: (event) => event.target.replaceWith(list(rest)),
            },
            "Show " + tsr.number(rest.length) + " more",
          ),
    ];
  };

  const noteText = (text) => folded(element("p", { class: "note-text", dir: "auto" }, text));

  tsr.noteSection = (details) =>
    tsr.section(
      "Notes",
      details.rating || details.favourite || details.weight
        ? element(
            "p",
            { class: "note-marks" },
            details.rating ? tsr.stars(details.rating) : null,
            details.favourite
              ? element("span", { class: "mark-heart" }, tsr.icon("heart"), "Favourite")
              : null,
            details.weight ? element("span", null, "Weight " + details.weight) : null,
          )
        : null,
      details.note ? noteText(details.note) : null,
      (details.told ?? []).flatMap((told) => [
        ...noteText(told.label === "note" ? told.value : told.label + ": " + told.value),
        element("p", { class: "faint" }, "from " + told.from),
      ]),
      tagList(details.own_tags ?? []),
    );

  const tagList = (tags) =>
    tags.length === 0
      ? null
      : tsr.chips(tags, (tag) =>
          element(
            "button",
            {
              class: "chip chip-tag",
              type: "button",
              dir: "auto",
              onclick: () => tsr.filterBy("tag", tag),
            },
            "#" + tag,
          ),
        );

  tsr.tagSection = (details) => tsr.section("Tags", tagList(details.tags ?? []));

  const version = (its, details) => {
    const href = details.page
      ? details.page.replace(/\?.*/, "") + "?modelVersionId=" + its.id
      : null;
    const state = its.own
      ? "this file"
      : its.here
        ? "here"
        : its.ignored
          ? "ignored"
          : its.latest
            ? "not here"
            : null;
    return element(
      "li",
      { class: "version" + (its.own ? " own" : "") },
      href === null
        ? element("span", { dir: "auto" }, its.name)
        : element(
            "a",
            { href, target: "_blank", rel: "noopener noreferrer", dir: "auto" },
            its.name,
          ),
      element(
        "span",
        { class: "faint" },
        tsr.all([its.base, its.published === null ? null : tsr.day(its.published)], " · "),
      ),
      element(
        "span",
        { class: "version-marks" },
        its.latest
          ? element(
              "span",
              {
                class:
                  "badge badge-plain" + (its.here || its.own || its.ignored ? "" : " badge-new"),
              },
              "latest",
            )
          : null,
        state === null ? null : element("span", { class: "badge badge-plain" }, state),
      ),
    );
  };

  const SHOWN_VERSIONS = 8;
  tsr.versionSection = (details) => {
    const versions = details.model?.versions ?? [];
    const items = versions.map((its) => version(its, details));
    return tsr.section(
      "Versions",
      details.newer
        ? element(
            "p",
            null,
            "A newer version is there: ",
            element("b", { dir: "auto" }, details.newer),
          )
        : null,
      items.length === 0
        ? null
        : element("ul", { class: "versions", role: "list" }, items.slice(0, SHOWN_VERSIONS)),
      items.length > SHOWN_VERSIONS
        ? element(
            "details",
            null,
            element(
              "summary",
              null,
              tsr.counted(items.length - SHOWN_VERSIONS, "more version", "more versions"),
            ),
            element("ul", { class: "versions", role: "list" }, items.slice(SHOWN_VERSIONS)),
          )
        : null,
    );
  };

  const NAMES = new Set(
    "a b blockquote br code dd del dl dt em hr i li ol p pre s small strong sub sup table tbody td th thead tr u ul".split(
      " ",
    ),
  );

  // The elements of a description. Its headings are below the page's own.
  const tree = (node) => {
    if (typeof node === "string") {
      return node;
    }
    const [name, ...rest] = node;
    if (name === "a") {
      const [href, ...children] = rest;
      return /^https?:/i.test(href)
        ? element(
            "a",
            { href, target: "_blank", rel: "noopener noreferrer nofollow ugc" },
            children.map(tree),
          )
        : element("span", null, children.map(tree));
    }
    const shown = /^h[1-6]$/.test(name) ? "h4" : NAMES.has(name) ? name : "span";
    return element(shown, null, rest.map(tree));
  };

  const about = (title, nodes) => {
    if (!nodes || nodes.length === 0) {
      return null;
    }
    const text = element("div", { class: "about", dir: "auto" }, nodes.map(tree));
    return tsr.section(title, folded(text));
  };

  tsr.aboutSections = (details) => [
    about("About this model", details.model?.about),
    about("About this version", details.model?.about_version),
  ];

  const fact = (label, value, copied) =>
    value === null || value === undefined || value === ""
      ? null
      : [
          element("dt", null, label),
          tsr.scrolled(
            element(
              "dd",
              { class: copied ? "copied" : null },
              element(copied ? "code" : "span", { dir: "auto" }, value),
              copied ? tsr.copyButton("", label, value) : null,
            ),
          ),
        ];

  const known = (count) => (typeof count === "number" ? tsr.number(count) : null);

  const TOLD_BY = {
    civitai: "",
    tensors: " (by its tensors)",
    metadata: " (by its metadata)",
    huggingface: " (by its repository's card)",
  };

  const weights = (details) =>
    tsr.all(
      [
        details.algorithm,
        details.rank ? "rank " + details.rank : null,
        details.alpha ? "alpha " + details.alpha : null,
        details.precision,
        details.parameters ? tsr.round(details.parameters) + " parameters" : null,
      ],
      ", ",
    );

  const facts = (title, list) =>
    tsr.section(title, list.some(Boolean) ? element("dl", { class: "facts" }, list.flat()) : null);

  tsr.factSections = (details) => [
    facts("File", [
      fact("Name", details.file, true),
      fact("Path", details.path, true),
      (details.copies ?? []).map((path) => fact("Copy", path, true)),
      fact(
        "Size",
        details.size === null || details.size === undefined ? null : tsr.bytes(details.size),
      ),
      fact("Base", details.base ? details.base + (TOLD_BY[details.identified_by] ?? "") : null),
      details.candidates?.length > 1
        ? fact("Or", details.candidates.filter((base) => base !== details.base).join(", "))
        : null,
      fact("Weights", weights(details)),
      fact("Modified", details.modified ? tsr.day(details.modified) : null),
      fact(
        "Used",
        details.uses === null || details.uses === undefined
          ? null
          : tsr.counted(details.uses, "time", "times") + " by your pictures and workflows",
      ),
      fact("AutoV2", details.autov2, true),
      fact("SHA-256", details.sha256, true),
      fact("Of the weights", details.weights_sha256, true),
    ]),
    facts("Model", [
      fact("Creator", details.creator),
      fact("Published", details.model?.published ? tsr.day(details.model.published) : null),
      fact("Downloads", known(details.model?.downloads)),
      fact("Likes", known(details.model?.likes)),
      fact("Licence", details.model?.licence),
      fact("Repository", details.repository),
      fact("Path there", details.repository_path, true),
      fact("Commit", details.commit, true),
      fact("Its licence", details.repository_licence),
      fact(
        "Gone",
        details.model?.gone ? "no longer at CivitAI since " + tsr.day(details.model.gone) : null,
      ),
    ]),
    facts(
      "Training",
      Object.entries(details.training ?? {}).map(([label, value]) =>
        fact(label[0].toUpperCase() + label.slice(1), value),
      ),
    ),
  ];

  tsr.pictureFacts = (picture) =>
    facts("File", [
      fact("Name", picture.file, true),
      fact("Path", picture.path, true),
      fact("Program", picture.tool),
    ]);

  tsr.pageLink = (details) =>
    details.page
      ? tsr.outside(
          details.page,
          details.link === "huggingface" ? "Open at Hugging Face" : "Open at CivitAI",
        )
      : null;
})();
