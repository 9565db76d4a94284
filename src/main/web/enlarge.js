"use strict";

// Enlarges a picture to the size of the window.
(() => {
  let dialog;

  const enlarge = (name, original) => {
    const thumbnail = "pictures/" + name;
    const shown = tsr.element("img", { alt: "", src: original ?? thumbnail });
    // A page from a web server may load nothing from the disk.
    shown.addEventListener(
      "error",
      () => {
        shown.src = thumbnail;
      },
      { once: true },
    );
    const close = tsr.element(
      "button",
      { class: "round", type: "button", "aria-label": "Close the picture" },
      tsr.icon("close"),
    );
    dialog.replaceChildren(shown, close);
    dialog.showModal();
  };

  // A picture as a button. A video has its own controls. The function returns the address of the original, if it is known.
  tsr.enlargeable = (name, mature, picture, original) =>
    tsr.isVideo(name)
      ? picture
      : tsr.element(
          "button",
          {
            class: "enlarge",
            type: "button",
            "aria-label": "Enlarge the picture",
            onclick: () =>
              tsr.isBlurred(name, mature) ? tsr.reveal(name) : enlarge(name, original()),
          },
          picture,
        );

  tsr.endEnlarged = () => dialog.close();

  tsr.startEnlarged = () => {
    dialog = document.getElementById("enlarged");
    dialog.addEventListener("click", tsr.endEnlarged);
    dialog.addEventListener("close", () => dialog.replaceChildren());
  };
})();
