"use strict";

// Makes elements, for all other scripts. Text is always a text node: nothing that comes from the catalogue is parsed as
// HTML.
const tsr = {};

(() => {
  const SVG = "http://www.w3.org/2000/svg";

  const ICONS = {
    close: "M5 5l10 10M15 5 5 15",
    copy: "M7 7V3.5h9.5V13H13M3.5 7H13v9.5H3.5z",
    heart:
      "M10 16.5S3 12.3 3 7.6C3 5.4 4.7 3.8 6.7 3.8c1.4 0 2.6.8 3.3 2 .7-1.2 1.9-2 3.3-2 2 0 3.7 1.6 3.7 3.8 0 4.7-7 8.9-7 8.9z",
    "kind-adapter": "M10 3l7 3.8-7 3.8-7-3.8zM3 10.2 10 14l7-3.8M3 13.6l7 3.8 7-3.8",
    "kind-checkpoint": "M10 2.5 16.5 6v8L10 17.5 3.5 14V6zM3.5 6 10 9.5 16.5 6M10 9.5v8",
    "kind-control": "M4 6.5h5M13 6.5h3M4 13.5h3M11 13.5h5M11 4.5v4M9 11.5v4",
    "kind-embedding": "M3 5.5h9l5 4.5-5 4.5H3zM6 10h4.5",
    "kind-other": "M5 2.5h6.5L15.5 6v11.5H5zM11.5 2.5V6h4",
    "kind-part": "M3.5 4.5 8 7.5v5l-4.5 3zM16.5 4.5 12 7.5v5l4.5 3z",
    "kind-upscaler": "M4 9V4h5M16 11v5h-5M4 4l5 5M16 16l-5-5",
    minus: "M4.5 10h11",
    left: "M12.5 4.5 7 10l5.5 5.5",
    out: "M8 4.5H4.5v11h11V12M11.5 4h4.5v4.5M16 4l-7 7",
    right: "M7.5 4.5 13 10l-5.5 5.5",
    eye: "M2 10s3-5 8-5 8 5 8 5-3 5-8 5-8-5-8-5zm8-2.2a2.2 2.2 0 1 0 0 4.4 2.2 2.2 0 0 0 0-4.4z",
  };

  // An element with properties, and children that are elements, texts, or null for none.
  tsr.element = (name, properties, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(properties ?? {})) {
      if (value === null || value === undefined || value === false) {
        continue;
      }
      if (key === "class") {
        element.className = value;
      } else if (key.startsWith("on")) {
        element.addEventListener(key.slice(2), value);
      } else {
        element.setAttribute(key, value === true ? "" : value);
      }
    }
    tsr.append(element, children);
    return element;
  };

  tsr.append = (element, children) => {
    for (const child of children.flat(Infinity)) {
      if (child !== null && child !== undefined && child !== "") {
        element.append(child);
      }
    }
    return element;
  };

  tsr.icon = (name) => {
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("viewBox", "0 0 20 20");
    svg.setAttribute("class", "icon icon-" + name);
    svg.setAttribute("aria-hidden", "true");
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", ICONS[name]);
    svg.append(path);
    return svg;
  };

  const number = new Intl.NumberFormat("en");
  tsr.number = (value) => number.format(value);

  tsr.counted = (count, one, several) => tsr.number(count) + " " + (count === 1 ? one : several);

  // In units of 1024, as tsr shows them.
  tsr.bytes = (size) => {
    let value = size;
    let unit = -1;
    while (value >= 1023.5) {
      value /= 1024;
      unit++;
    }
    return unit < 0
      ? value + " B"
      : (value < 99.95 ? value.toFixed(1) : Math.round(value)) + " " + "KMGTPE"[unit] + "iB";
  };

  // 1,300,000,000 as 1.3 billion.
  tsr.round = (value) =>
    new Intl.NumberFormat("en", { notation: "compact", maximumSignificantDigits: 3 }).format(value);

  tsr.day = (time) => time.slice(0, 10);

  tsr.all = (parts, separator) =>
    parts.filter((part) => part !== null && part !== undefined && part !== "").join(separator);

  // Whether the reader wants no motion.
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  tsr.isStill = () => still.matches;

  tsr.isVideo = (name) => /\.(mp4|webm)$/.test(name);

  // The element of a picture or of a video that plays without sound.
  tsr.picture = (name, properties) =>
    tsr.isVideo(name)
      ? tsr.video(name, properties)
      : tsr.element("img", {
          src: "pictures/" + name,
          alt: "",
          loading: "lazy",
          decoding: "async",
          ...properties,
        });

  tsr.video = (name, properties) => {
    const video = tsr.element("video", {
      src: "pictures/" + name,
      loop: true,
      playsinline: true,
      preload: "metadata",
      ...properties,
    });
    video.muted = true;
    return video;
  };
})();
