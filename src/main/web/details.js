"use strict";

// Opens a card, or one of the user's own pictures, as page.js and pictures.js ask for it. The details are scripts of
// their own, which are loaded when they are first shown.
(() => {
  const { element } = tsr;

  let sheet;
  let shown = null; // a card or a picture
  let row; // the cards or pictures before and after it
  let enlarge;

  const fail = (card) => {
    if (shown?.key === card.key && !tsr.renew(card.details)) {
      sheet
        .querySelector(".sheet-main")
        .append(
          element(
            "p",
            { class: "problem", role: "alert" },
            "The details of this model are missing from the folder of this page.",
          ),
        );
    }
  };

  const iconButton = (name, label, onclick) =>
    element(
      "button",
      { class: "round", type: "button", "aria-label": label, title: label, onclick },
      tsr.icon(name),
    );

  const step = (by) => {
    const at = row.at() + by;
    if (at >= 0 && at < row.count()) {
      row.open(at);
    }
  };

  const head = () => {
    const previous = iconButton("left", "Previous " + row.one, () => step(-1));
    const next = iconButton("right", "Next " + row.one, () => step(1));
    previous.disabled = row.at() <= 0;
    next.disabled = row.at() < 0 || row.at() >= row.count() - 1;
    return element(
      "div",
      { class: "sheet-head" },
      element("div", { class: "sheet-steps" }, previous, next),
      iconButton("close", "Close", tsr.close),
    );
  };

  const title = (card) =>
    element(
      "div",
      { class: "sheet-title" },
      element("h2", { id: "sheet-title", tabindex: "-1", dir: "auto" }, card.name),
      element(
        "p",
        { class: "sheet-about" },
        card.type === null ? null : element("span", { class: "badge badge-plain" }, card.type),
        card.outdated
          ? element("span", { class: "badge badge-plain badge-new" }, "Newer version")
          : null,
        card.file === null ? element("span", { class: "badge badge-plain" }, "Not here") : null,
        card.others.length > 0
          ? element("span", { class: "badge badge-plain" }, card.others.length + 1 + " copies")
          : null,
        element("span", { dir: "auto" }, tsr.all([card.base, card.version], " · ")),
        card.creator === null
          ? null
          : element(
              "button",
              {
                class: "creator",
                type: "button",
                dir: "auto",
                onclick: () => tsr.filterBy("creator", card.creator),
              },
              "by " + card.creator,
            ),
      ),
      runOf(card),
    );

  // The files of one training to choose from.
  const runOf = (card) => {
    const members = tsr.headOf(card).members ?? [];
    return members.length === 0
      ? null
      : element(
          "nav",
          { class: "run", "aria-label": "Files of this training" },
          members.map((member) =>
            element(
              "a",
              {
                class: "chip",
                href: tsr.addressOf({ ...tsr.state, open: member.key }),
                "aria-current": member === card ? "true" : null,
                onclick: (event) => {
                  event.preventDefault();
                  tsr.open(member.key, true);
                },
              },
              tsr.runLabel(member),
            ),
          ),
        );
  };

  // The pictures and the text of the chosen one, which are made anew when the details have come.
  const showGallery = (gallery) => {
    enlarge = gallery?.enlarge;
    sheet.querySelector(".gallery")?.remove();
    sheet.querySelector(".shown-prompt")?.remove();
    sheet.querySelector(".sheet-body").classList.toggle("without-pictures", gallery === null);
    if (gallery !== null) {
      sheet.querySelector(".sheet-title").after(gallery.pictures);
      sheet.querySelector(".sheet-use").after(gallery.about);
    }
  };

  const fill = (card, details) => {
    showGallery(tsr.gallery(card, details, sheet.querySelector(".stage")));
    tsr.append(sheet.querySelector(".sheet-use"), [tsr.lineSection(card, details)]);
    tsr.append(sheet.querySelector(".sheet-main"), [
      tsr.noteSection(details),
      tsr.promptSection(details),
      tsr.versionSection(details),
      tsr.aboutSections(details),
      tsr.tagSection(details),
    ]);
    tsr.append(sheet.querySelector(".sheet-about"), [tsr.pageLink(details)]);
    tsr.append(sheet.querySelector(".sheet-side"), [tsr.factSections(details)]);
  };

  const begin = (subject, its, title, gallery) => {
    shown = subject;
    row = its;
    sheet.replaceChildren(
      head(),
      element(
        "div",
        { class: "sheet-body" },
        title,
        element("div", { class: "sheet-use" }),
        element("div", { class: "sheet-main" }),
        element("div", { class: "sheet-side" }),
      ),
    );
    showGallery(gallery);
    if (!sheet.open) {
      sheet.showModal();
    }
    sheet.scrollTop = 0;
    tsr.showTitle();
    focusTitle();
  };

  const focusTitle = () => document.getElementById("sheet-title").focus({ preventScroll: true });

  tsr.showDetails = (card) => {
    if (shown === card) {
      return;
    }
    tsr.endEnlarged();
    const cards = {
      one: "model",
      at: () => tsr.placeOf(tsr.headOf(card).key),
      count: tsr.cardCount,
      open: (at) => tsr.open(tsr.cardAt(at).key, true),
    };
    begin(card, cards, title(card), tsr.gallery(card, null));
    tsr.detailsOf(card.details).then(
      (details) => {
        if (shown === card) {
          fill(card, details);
        }
      },
      () => fail(card),
    );
  };

  // Opens one of the user's pictures.
  tsr.showPicture = (list, at) => {
    const picture = list[at];
    if (shown === picture) {
      return;
    }
    const open = (place) => tsr.openOwn(list[place], true);
    const pictures = { one: "picture", at: () => at, count: () => list.length, open };
    const heading = element(
      "div",
      { class: "sheet-title" },
      element("h2", { id: "sheet-title", tabindex: "-1" }, "Picture of " + picture.day),
    );
    const gallery = tsr.gallery(
      { ...picture, type: null, base: null },
      { images: [picture] },
      null,
      () => tsr.enlarge(list, at, open),
    );
    begin(picture, pictures, heading, gallery);
    sheet.querySelector(".sheet-body").classList.add("of-picture");
    tsr.complete(picture).then(
      () => {
        if (shown === picture) {
          tsr.append(sheet.querySelector(".sheet-side"), [tsr.pictureFacts(picture)]);
        }
      },
      () => {},
    );
  };

  tsr.hideDetails = () => {
    if (shown === null) {
      return;
    }
    const at = row.at();
    const before = shown;
    shown = null;
    tsr.endEnlarged();
    document.getElementById("app").append(document.getElementById("toast"));
    sheet.close();
    sheet.replaceChildren();
    tsr.showTitle();
    if (tsr.state.view === "pictures") {
      tsr.focusOwn(before);
    } else if (tsr.state.view === "library") {
      tsr.focusOpened();
    } else if (at >= 0) {
      tsr.focusCard(at);
    } else {
      document.getElementById("query").focus();
    }
  };

  tsr.startDetails = () => {
    sheet = document.getElementById("sheet");
    tsr.startEnlarged();
    document.getElementById("enlarged").addEventListener("close", () => {
      // The arrows may have opened another picture below it.
      if (shown !== null && !sheet.contains(document.activeElement)) {
        focusTitle();
      }
    });
    sheet.addEventListener("cancel", (event) => {
      event.preventDefault();
      tsr.close();
    });
    // After Escape has closed the enlarged picture, browsers may close the sheet by the next one without asking.
    sheet.addEventListener("close", () => {
      if (shown !== null && !sheet.open) {
        tsr.close();
      }
    });
    sheet.addEventListener("click", (event) => {
      if (event.target === sheet) {
        tsr.close(); // a click outside of the card
      }
    });
    sheet.addEventListener("keydown", (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) {
        return;
      }
      const isInControl = event.target.closest(".stepper, .chips, .paste") !== null;
      if (!isInControl && (event.key === "ArrowRight" || event.key === "ArrowLeft")) {
        event.preventDefault();
        step(event.key === "ArrowRight" ? 1 : -1);
      } else if (event.key === "Enter" && event.target.id === "sheet-title") {
        event.preventDefault();
        enlarge?.();
      }
    });
  };
})();
