"use strict";

// Enlarges pictures of an opened card (details.js) to the size of the window, and goes from one to the next.
(() => {
  let dialog;

  const round = (name, label, onclick) =>
    tsr.element(
      "button",
      { class: "round enlarged-" + name, type: "button", "aria-label": label, onclick },
      tsr.icon(name),
    );

  const shown = ({ picture, original }, isBlurred) => {
    const thumbnail = "pictures/" + picture;
    if (tsr.isVideo(picture)) {
      return tsr.picture(picture, { controls: true });
    }
    const element = tsr.element("img", {
      alt: "",
      src: isBlurred ? thumbnail : (original ?? thumbnail),
    });
    // A page from a web server may load nothing from the disk.
    element.addEventListener(
      "error",
      () => {
        element.src = thumbnail;
      },
      { once: true },
    );
    return element;
  };

  // Shows one of some pictures; the function is told which one is shown since.
  tsr.enlarge = (images, start, tell) => {
    let at = start;
    const show = () => {
      const { picture, mature } = images[at];
      const isBlurred = tsr.isBlurred(picture, mature);
      const reveal = isBlurred ? tsr.revealButton(picture) : null;
      reveal?.addEventListener("click", show);
      frame.classList.toggle("blurred", isBlurred);
      frame.replaceChildren(...[shown(images[at], isBlurred), reveal].filter(Boolean));
      counter.textContent = tsr.number(at + 1) + " of " + tsr.number(images.length);
      const image = images[at];
      tsr.complete(image).then(
        (isNew) => {
          if (isNew && images[at] === image) {
            show(); // where the original is, is known now
          }
        },
        () => {},
      );
    };
    const go = (to) => {
      if (to >= 0 && to < images.length && to !== at) {
        at = to;
        show();
        tell(at);
      }
    };
    const frame = tsr.element("div", { class: "enlarged-frame" });
    const counter = tsr.element("p", { class: "enlarged-count", role: "status" });
    const several = images.length > 1;
    const controls = [
      several ? round("left", "Previous picture", () => go(at - 1)) : null,
      several ? round("right", "Next picture", () => go(at + 1)) : null,
      several ? counter : null,
      round("close", "Close the picture", tsr.endEnlarged),
    ].filter(Boolean);
    dialog.onkeydown = (event) => {
      const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: images.length - 1 }[
        event.key
      ];
      if (to !== undefined && event.target.localName !== "video") {
        event.preventDefault();
        go(to);
      }
    };
    show();
    dialog.replaceChildren(frame, ...controls);
    dialog.showModal();
    controls.at(-1).focus();
  };

  tsr.endEnlarged = () => dialog.close();

  tsr.startEnlarged = () => {
    dialog = document.getElementById("enlarged");
    dialog.addEventListener("click", (event) => {
      if (!event.target.closest("button, video")) {
        tsr.endEnlarged();
      }
    });
    dialog.addEventListener("close", () => {
      // It may have been opened again before this event comes.
      if (!dialog.open) {
        dialog.replaceChildren();
      }
    });
  };
})();
