/* Down and up the cash book with j and k, for whoever reads hundreds of lines; typing into a field is left alone. */
"use strict";

(() => {
  const lines = [...document.querySelectorAll("[data-review] > li")];
  document.addEventListener("keydown", (event) => {
    const step = { j: 1, k: -1 }[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, dialog")) {
      return;
    }
    const here = lines.indexOf(document.activeElement.closest?.("[data-review] > li"));
    const next = lines[here < 0 ? 0 : here + step];
    if (next) {
      next.focus({ preventScroll: true });
      next.scrollIntoView({ block: "start" });
    }
  });
})();
