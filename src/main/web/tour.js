"use strict";

// Goes through the pictures of a card in the grid while the pointer or the focus is on it; page.js starts it.
(() => {
  const WAIT = 400; // milliseconds, before the details are loaded: the pointer may only pass
  const EACH = 1600; // milliseconds
  const FEW = 3; // pictures at the focus, which cannot pause them as a pointer does: less than 5 seconds

  let cell = null;
  let timer = 0;

  const stop = () => {
    clearTimeout(timer);
    cell?.querySelector(".tour")?.remove();
    cell = null;
  };

  const isShown = ({ picture, mature }, card) =>
    picture !== null &&
    picture !== card.picture &&
    !tsr.isVideo(picture) &&
    !tsr.isBlurred(picture, mature);

  // Above the card's own picture: that one is shown again as soon as this one goes.
  const layer = (place, count) => {
    const tour = tsr.element(
      "div",
      { class: "tour", "aria-hidden": "true" },
      tsr.element("div", { class: "tour-picture" }),
      tsr.element(
        "div",
        { class: "tour-marks" },
        Array.from({ length: count }, () => tsr.element("i")),
      ),
    );
    place.append(tour);
    return tour;
  };

  const go = async (place, names, count) => {
    const toured = cell;
    const tour = layer(place, names.length);
    const marks = [...tour.querySelectorAll("i")];
    for (let step = 0; toured === cell && step < count; step++) {
      const at = step % names.length;
      const picture = tsr.picture(names[at], { loading: "eager" });
      try {
        await picture.decode(); // else the card would be empty meanwhile
      } catch {
        return;
      }
      if (toured !== cell || !place.isConnected) {
        return;
      }
      tour.firstElementChild.replaceChildren(picture);
      marks.forEach((mark, place) => mark.classList.toggle("now", place === at));
      await new Promise((resolve) => {
        timer = setTimeout(resolve, EACH);
      });
    }
    tour.remove();
  };

  const begin = (next, isByFocus) => {
    const card = tsr.byKey.get(next.querySelector("a")?.dataset.key);
    if (
      card === undefined ||
      card.pictures < 2 ||
      tsr.isStill() ||
      (card.picture !== null && tsr.isVideo(card.picture))
    ) {
      return;
    }
    cell = next;
    timer = setTimeout(async () => {
      const details = await tsr.detailsOf(card.details).catch(() => null);
      const place = next.querySelector(".card-picture");
      if (cell !== next || details === null || place === null) {
        return;
      }
      const names = [...(details.images ?? []), ...(details.own ?? [])]
        .filter((image) => isShown(image, card))
        .map((image) => image.picture);
      if (names.length > 0 && !place.classList.contains("blurred")) {
        const all = [...names, card.picture].filter(Boolean);
        go(place, all, isByFocus ? Math.min(all.length, FEW) : Infinity);
      }
    }, WAIT);
  };

  const follow = (target, isByFocus) => {
    const next = target?.closest?.(".cell") ?? null;
    if (next !== cell) {
      stop();
      if (next !== null) {
        begin(next, isByFocus);
      }
    }
  };

  tsr.startTour = (grid) => {
    grid.addEventListener("mouseover", (event) => follow(event.target, false));
    grid.addEventListener("mouseleave", () => follow(null, false));
    grid.addEventListener("focusin", (event) => {
      if (event.target.matches(":focus-visible")) {
        follow(event.target, true);
      }
    });
    grid.addEventListener("focusout", () => follow(null, false));
  };
})();
