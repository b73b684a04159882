/*
 * What checking found, below the table: places become buttons that jump there, two buttons go from one to the next, and
 * the panel folds away with a button or Escape and comes back with the button in the bar.
 */
"use strict";

class FoundPanel {
  static PLACE = /^(\w+)!([A-Z]+)(\d+)$/;
  places = [];
  at = -1;

  /* on.knows(title): whether there is such a sheet; on.jump(title, letter, row); on.back(): the focus to the table. */
  constructor(root, on) {
    this.on = on;
    this.panel = root.querySelector("[data-findings]");
    this.content = this.panel.querySelector("[data-found]");
    this.toggle = root.querySelector("[data-found-toggle]");
    this.toggle.addEventListener("click", () => (this.panel.hidden ? this.open() : this.close()));
    this.panel.querySelector("[data-found-close]").addEventListener("click", () => this.close());
    this.steps = [...this.panel.querySelectorAll("[data-found-step]")];
    for (const button of this.steps) {
      button.addEventListener("click", () => this.step(Number(button.dataset.foundStep)));
    }
    // A field that is being typed in keeps its own Escape.
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.defaultPrevented && !this.panel.hidden && !document.querySelector("dialog[open]")) {
        this.close();
      }
    });
  }

  show(html, count) {
    this.content.innerHTML = html;
    this.places = [];
    this.at = -1;
    for (const place of this.content.querySelectorAll(".finding__place, th.identifier")) {
      this.makeJump(place);
    }
    this.toggle.hidden = false;
    this.toggle.querySelector("[data-found-count]").textContent = count;
    for (const button of this.steps) {
      button.hidden = !this.places.length;
    }
    this.open();
    this.panel.focus({ preventScroll: true });
    this.panel.scrollIntoView({ block: "nearest" });
  }

  makeJump(place) {
    const text = place.textContent.trim();
    const [, title, letter, row] = FoundPanel.PLACE.exec(text) ?? [];
    if (!this.on.knows(title)) {
      return;
    }
    const button = Object.assign(document.createElement("button"), { type: "button", className: "lines__jump" });
    button.textContent = text;
    const number = this.places.length;
    button.addEventListener("click", () => this.go(number));
    this.places.push({ button, jump: () => this.on.jump(title, letter, Number(row)) });
    place.replaceChildren(button);
  }

  step(by) {
    this.go((this.at + by + this.places.length) % this.places.length);
  }

  go(number) {
    this.places[this.at]?.button.removeAttribute("aria-current");
    this.at = number;
    const { button, jump } = this.places[number];
    button.setAttribute("aria-current", "true");
    this.content.scrollTop += button.getBoundingClientRect().top - this.content.getBoundingClientRect().top - 16;
    jump();
  }

  open() {
    this.panel.hidden = false;
    this.toggle.setAttribute("aria-expanded", "true");
  }

  close() {
    const inside = this.panel.contains(document.activeElement);
    this.panel.hidden = true;
    this.toggle.setAttribute("aria-expanded", "false");
    if (inside) {
      this.on.back();
    }
  }
}
