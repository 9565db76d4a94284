"use strict";

// The pictures of an opened card (details.js): a large one, all as a filmstrip, and what the large one was made with.
(() => {
  const { element } = tsr;

  // What the gallery shows: the picture beside the file, CivitAI's examples, and the user's own pictures.
  const pictures = (card, details) => {
    const shown = [...(details?.images ?? []), ...(details?.own ?? [])].filter(
      (image) => image.picture !== null,
    );
    return card.picture === null || shown.some((image) => image.picture === card.picture)
      ? shown
      : [
          { picture: card.picture, mature: card.mature, original: details?.original, beside: true },
          ...shown,
        ];
  };

  const kind = (image) =>
    image.own ? "Your picture" : image.beside ? "The file's picture" : "Example";

  const settings = (image) =>
    tsr.all(
      [
        image.tool,
        image.sampler,
        image.steps ? image.steps + " steps" : null,
        image.cfg ? "CFG " + image.cfg : null,
        image.seed ? "seed " + image.seed : null,
        image.size ?? (image.width && image.height ? image.width + "x" + image.height : null),
        image.day,
      ],
      " · ",
    );

  const outside = (href, label) =>
    element(
      "a",
      { class: "outside", href, target: "_blank", rel: "noopener noreferrer" },
      label,
      tsr.icon("out"),
    );
  tsr.outside = outside;

  // A link to the card of a model, if the page has one.
  const maker = ({ name, key, weight }) => {
    const label = [
      element("span", { dir: "auto" }, name),
      weight === null ? null : element("span", { class: "faint" }, weight),
    ];
    return element(
      "li",
      null,
      tsr.byKey.has(key)
        ? element(
            "a",
            { class: "chip maker", href: tsr.addressOf({ ...tsr.state, open: key }) },
            label,
          )
        : element("span", { class: "chip maker" }, label),
    );
  };

  const makers = (image) => {
    const others = (image.made_with ?? []).filter(({ key }) => key !== tsr.state.open);
    return others.length === 0
      ? null
      : element(
          "div",
          { class: "makers" },
          element("h4", null, "Made with"),
          element("ul", { class: "chips", role: "list" }, others.map(maker)),
        );
  };

  const texts = (image) => [
    image.prompt
      ? tsr.scrolled(element("p", { class: "prompt", dir: "auto" }, image.prompt))
      : null,
    image.negative
      ? tsr.scrolled(
          element(
            "p",
            { class: "prompt negative", dir: "auto" },
            element("b", null, "Negative: "),
            image.negative,
          ),
        )
      : null,
  ];

  const buttons = (image, site) => {
    const shown = [
      image.text ? tsr.copyButton("Copy prompt", "Prompt", image.text) : null,
      image.id && site !== null ? outside(site + "/images/" + image.id, "Image") : null,
    ].filter(Boolean);
    return shown.length === 0 ? null : element("p", { class: "example-links" }, shown);
  };

  // What a picture was made with.
  tsr.promptOf = (image, site) => {
    const about = settings(image);
    return [
      texts(image),
      about === "" ? null : element("p", { class: "faint settings" }, about),
      makers(image),
      buttons(image, site),
    ];
  };

  // Leads to all of the user's pictures that were made with a model.
  const allOwn = (card, details) =>
    details?.own?.length > 0
      ? element(
          "li",
          null,
          element(
            "a",
            { class: "thumb all-own", href: tsr.ownAddress(card) },
            element("span", null, "All of yours"),
          ),
        )
      : null;

  const siteOf = (details) => (details?.page ? new URL(details.page).origin : null);

  // The gallery of a card, whose details may not be loaded yet; then the next one takes the picture over as it is. The
  // last function enlarges its picture as one of other ones.
  tsr.gallery = (card, details, before, enlargeAll) => {
    const images = pictures(card, details);
    if (images.length === 0) {
      return null;
    }
    let at = Math.max(
      0,
      images.findIndex((image) => image.picture === card.picture),
    );
    const stage = element("div", { class: "stage" });
    const about = element("section", { class: "section shown-prompt" });
    const thumbs = images.map((image, place) =>
      element(
        "button",
        {
          class: "thumb" + (tsr.isBlurred(image.picture, image.mature) ? " blurred" : ""),
          type: "button",
          "data-picture": image.picture,
          "aria-label": kind(image) + ", " + (place + 1) + " of " + images.length,
          onclick: () => choose(place),
        },
        tsr.picture(image.picture, { onerror: (event) => event.target.remove() }),
      ),
    );
    const strip = element(
      "ul",
      { class: "strip", role: "list", hidden: images.length < 2 && (card.pictures ?? 0) < 2 },
      thumbs.map((thumb) => element("li", null, thumb)),
      allOwn(card, details),
    );

    const enlarge = enlargeAll ?? (() => tsr.enlarge(images, at, choose));
    stage.addEventListener("click", (event) => {
      const { picture, mature } = images[at];
      if (event.target.closest(".enlarge") === null) {
        return;
      }
      if (tsr.isBlurred(picture, mature)) {
        tsr.reveal(picture);
      } else {
        enlarge();
      }
    });

    const large = ({ picture }) => {
      const shown = tsr.picture(picture, {
        loading: "eager",
        autoplay: !tsr.isStill(),
        controls: tsr.isStill(),
        onerror: tsr.showPlaceholder(card),
      });
      return tsr.isVideo(picture)
        ? shown
        : element(
            "button",
            { class: "enlarge", type: "button", "aria-label": "Enlarge the picture" },
            shown,
          );
    };

    const show = () => {
      const image = images[at];
      const blurred = tsr.isBlurred(image.picture, image.mature);
      stage.className = "stage" + (blurred ? " blurred" : "");
      if (stage.dataset.picture !== image.picture || stage.firstChild === null) {
        const isKept = before?.dataset.picture === image.picture;
        stage.replaceChildren(isKept ? before.firstElementChild : large(image));
      }
      stage.querySelector(".reveal")?.remove();
      stage.append(...(blurred ? [tsr.revealButton(image.picture)] : []));
      stage.dataset.picture = image.picture;
      tsr.shade(stage, image.picture);
      const prompt = tsr.promptOf(image, siteOf(details)).flat().filter(Boolean);
      about.replaceChildren(element("h3", null, kind(image)), ...prompt);
      about.hidden = prompt.length === 0;
      tsr.complete(image).then(
        (isNew) => {
          if (isNew && images[at] === image) {
            show();
          }
        },
        () => {}, // the script is missing; the picture is shown all the same
      );
      thumbs.forEach((thumb, place) => {
        thumb.setAttribute("aria-current", place === at);
        thumb.tabIndex = place === at ? 0 : -1;
      });
    };

    const choose = (place) => {
      const focused = stage.contains(document.activeElement);
      at = place;
      show();
      thumbs[at].scrollIntoView({ block: "nearest", inline: "nearest" });
      if (focused) {
        stage.querySelector("button, video")?.focus({ preventScroll: true });
      }
    };

    strip.addEventListener("keydown", (event) => {
      const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: images.length - 1 }[
        event.key
      ];
      if (to !== undefined && !event.altKey && !event.ctrlKey && !event.metaKey) {
        event.preventDefault();
        event.stopPropagation(); // else the sheet would open another card
        choose(Math.max(0, Math.min(to, images.length - 1)));
        thumbs[at].focus({ preventScroll: true });
      }
    });
    show();
    return { pictures: element("div", { class: "gallery" }, stage, strip), about, enlarge };
  };

  // The prompts of examples that have no picture here.
  tsr.promptSection = (details) => {
    const images = (details.images ?? []).filter((image) => image.picture === null);
    return tsr.section(
      "Prompts of other examples",
      images.length === 0
        ? null
        : element(
            "ul",
            { class: "examples", role: "list" },
            images.map((image) =>
              element("li", { class: "example" }, tsr.promptOf(image, siteOf(details))),
            ),
          ),
    );
  };
})();
