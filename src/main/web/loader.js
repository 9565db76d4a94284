"use strict";

// Loads what is not needed before a card is opened or the user's pictures are shown. Each script in the folder of the
// details passes its value to tsr.details.
(() => {
  // Scripts are loaded from the folder of the details only.
  const policy = window.trustedTypes?.createPolicy("tsr", {
    createScriptURL: (url) => {
      if (!/^details\/[0-9a-f]{16}\.js$/.test(url)) {
        throw new TypeError("no script of the details: " + url);
      }
      return url;
    },
  }) ?? { createScriptURL: (url) => url };

  const values = new Map(); // promises by the names of the scripts
  const passed = new WeakMap();

  tsr.details = (value) => passed.set(document.currentScript, value);

  // A promise of what a script passes; it fails if the script is missing.
  tsr.detailsOf = (name) => {
    if (!values.has(name)) {
      values.set(
        name,
        new Promise((resolve, reject) => {
          const script = tsr.element("script");
          script.src = policy.createScriptURL("details/" + name + ".js");
          script.addEventListener("load", () => {
            script.remove();
            resolve(passed.get(script));
          });
          script.addEventListener("error", () => {
            script.remove();
            values.delete(name);
            reject(new Error("details/" + name + ".js is missing"));
          });
          document.head.append(script);
        }),
      );
    }
    return values.get(name);
  };

  // Completes a picture of the user's with what it was made with. Returns whether that was not known before.
  tsr.complete = async (image) => {
    if (image.script === undefined) {
      return false;
    }
    const pictures = await tsr.detailsOf(image.script);
    Object.assign(image, pictures[image.at], { script: undefined });
    return true;
  };
})();
