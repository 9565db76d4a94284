"use strict";

// Makes the cards of the grid, for grid.js; and hides the pictures that are not PG, wherever the page shows them.
(() => {
  // Pictures that the user has chosen to see.
  const revealed = new Set();

  const WORDS = 80; // characters: more than a line shows
  tsr.isBlurred = (picture, mature) => mature && !revealed.has(picture);
  tsr.reveal = (picture) => {
    revealed.add(picture);
    document.querySelectorAll('[data-picture="' + CSS.escape(picture) + '"]').forEach((place) => {
      place.classList.remove("blurred");
      place.querySelector(".reveal")?.remove();
    });
  };

  tsr.revealButton = (picture) =>
    tsr.element(
      "button",
      {
        class: "reveal",
        type: "button",
        onclick: (event) => {
          event.preventDefault();
          event.stopPropagation();
          tsr.reveal(picture);
        },
      },
      tsr.icon("eye"),
      "Show",
    );

  tsr.stars = (rating) =>
    tsr.element(
      "span",
      { class: "stars", role: "img", "aria-label": rating + " of 5 stars" },
      "★".repeat(rating) + "☆".repeat(5 - rating),
    );

  // Which files of a training are found, unless all are.
  const membersFound = (card) => {
    const found = [...new Set(tsr.foundOf(card).map(({ content }) => content))];
    const all = card.members.length;
    return found.length === 1
      ? tsr.runLabel(found[0])
      : (found.length < all ? found.length + " of " : "") + all + " of a training";
  };

  const marks = (card) => [
    card.type === null ? null : tsr.element("span", { class: "badge" }, card.type),
    card.file === null ? tsr.element("span", { class: "badge" }, "Not here") : null,
    card.outdated ? tsr.element("span", { class: "badge badge-new" }, "Newer") : null,
    card.members === undefined ? null : tsr.element("span", { class: "badge" }, membersFound(card)),
    card.others.length > 0
      ? tsr.element("span", { class: "badge" }, card.others.length + 1 + " copies")
      : null,
    card.favourite
      ? tsr.element(
          "span",
          { class: "badge card-heart", role: "img", "aria-label": "Favourite" },
          tsr.icon("heart"),
        )
      : null,
  ];

  const picture = (card) => {
    const blurred = card.picture !== null && tsr.isBlurred(card.picture, card.mature);
    const place = tsr.element(
      "div",
      { class: "card-picture" + (blurred ? " blurred" : ""), "data-picture": card.picture },
      card.picture === null
        ? tsr.placeholder(card)
        : tsr.picture(card.picture, { onerror: tsr.showPlaceholder(card) }),
    );
    tsr.shade(place, card.picture);
    return place;
  };

  // The words to type, or the text in which a word of the search was found.
  const words = (card) => {
    const found = tsr.foundOf(card);
    const why = tsr.whyFound(found.includes(card) ? card : found.at(-1), tsr.state);
    if (why === null && card.words === null) {
      return null;
    }
    return tsr.element(
      "p",
      { class: "card-about card-words", dir: "auto" },
      why === null
        ? card.words.slice(0, WORDS)
        : [
            tsr.element("b", { class: "card-why" }, why.label + " "),
            why.before,
            tsr.element("mark", null, why.found),
            why.after,
          ],
    );
  };

  // It stands over the end of the words, which it copies with the tag.
  const copyButton = (card) =>
    tsr.hasLine(card)
      ? tsr.element(
          "button",
          {
            class: "card-copy",
            type: "button",
            tabindex: "-1",
            "aria-label": "Copy the prompt line of " + card.distinctName,
            title: "Copy the prompt line",
            onclick: () => tsr.copyLine(card),
          },
          tsr.icon("copy"),
        )
      : null;

  tsr.card = (card, position, count, href) => {
    const link = tsr.element(
      "a",
      { class: "card", href, "data-key": card.key },
      picture(card),
      tsr.element("div", { class: "card-marks" }, marks(card)),
      tsr.element(
        "div",
        { class: "card-text" },
        tsr.element("h2", { class: "card-name", dir: "auto" }, card.name),
        tsr.element(
          "p",
          { class: "card-about" },
          card.rating ? tsr.stars(card.rating) : null,
          tsr.element(
            "span",
            { dir: "auto" },
            tsr.all([card.base, card.version], " · ") || (card.linked ? "" : "Unlinked"),
          ),
        ),
        words(card),
      ),
    );
    const item = tsr.element(
      "li",
      {
        class: "cell" + (tsr.isSelected(card) ? " selected" : ""),
        "aria-posinset": position + 1,
        "aria-setsize": count,
      },
      link,
      tsr.pickBox(card),
      copyButton(card),
    );
    if (card.picture !== null && tsr.isBlurred(card.picture, card.mature)) {
      item.dataset.picture = card.picture;
      item.append(tsr.revealButton(card.picture));
    }
    return item;
  };
})();
