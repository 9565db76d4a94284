"use strict";

// Opens a card: its details are a script of their own, which is loaded when they are first shown.
(() => {
  const { element } = tsr;

  let sheet;
  let shown = null;
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
    const at = tsr.placeOf(shown.key) + by;
    if (at >= 0 && at < tsr.cardCount()) {
      tsr.open(tsr.cardAt(at).key, true);
    }
  };

  const head = (card) => {
    const at = tsr.placeOf(card.key);
    const previous = iconButton("left", "Previous model", () => step(-1));
    const next = iconButton("right", "Next model", () => step(1));
    previous.disabled = at <= 0;
    next.disabled = at < 0 || at >= tsr.cardCount() - 1;
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
    );

  // The pictures and the text of the chosen one, which are made anew when the details have come.
  const showGallery = (card, details) => {
    const gallery = tsr.gallery(card, details, sheet.querySelector(".stage"));
    enlarge = gallery?.enlarge;
    sheet.querySelector(".gallery")?.remove();
    sheet.querySelector(".shown-prompt")?.remove();
    const body = sheet.querySelector(".sheet-body");
    body.classList.toggle("without-pictures", gallery === null);
    if (gallery !== null) {
      sheet.querySelector(".sheet-title").after(gallery.pictures);
      sheet.querySelector(".sheet-use").after(gallery.about);
    }
  };

  const fill = (card, details) => {
    showGallery(card, details);
    tsr.append(sheet.querySelector(".sheet-use"), [tsr.lineSection(details)]);
    tsr.append(sheet.querySelector(".sheet-main"), [
      tsr.noteSection(details),
      tsr.promptSection(details),
      tsr.versionSection(details),
      tsr.aboutSections(details),
      tsr.tagSection(details),
    ]);
    tsr.append(sheet.querySelector(".sheet-side"), [
      tsr.pageLink(details),
      tsr.factSections(details),
    ]);
  };

  tsr.showDetails = (card) => {
    if (shown === card) {
      return;
    }
    shown = card;
    tsr.endEnlarged();
    sheet.replaceChildren(
      head(card),
      element(
        "div",
        { class: "sheet-body" },
        title(card),
        element("div", { class: "sheet-use" }),
        element("div", { class: "sheet-main" }),
        element("div", { class: "sheet-side" }),
      ),
    );
    showGallery(card, null);
    if (!sheet.open) {
      sheet.showModal();
    }
    sheet.scrollTop = 0;
    document.getElementById("sheet-title").focus({ preventScroll: true });
    tsr.detailsOf(card.details).then(
      (details) => {
        if (shown === card) {
          fill(card, details);
        }
      },
      () => fail(card),
    );
  };

  tsr.hideDetails = () => {
    if (shown === null) {
      return;
    }
    const at = tsr.placeOf(shown.key);
    shown = null;
    tsr.endEnlarged();
    document.getElementById("app").append(document.getElementById("toast"));
    sheet.close();
    sheet.replaceChildren();
    if (at >= 0) {
      tsr.focusCard(at);
    } else {
      document.getElementById("query").focus();
    }
  };

  tsr.startDetails = () => {
    sheet = document.getElementById("sheet");
    tsr.startEnlarged();
    sheet.addEventListener("cancel", (event) => {
      event.preventDefault();
      tsr.close();
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
      if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
        event.preventDefault();
        step(event.key === "ArrowRight" ? 1 : -1);
      } else if (event.key === "Enter" && event.target.id === "sheet-title") {
        event.preventDefault();
        enlarge?.();
      }
    });
  };
})();
