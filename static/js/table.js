/*
 * One table of lines on the screen: its head with the sums, its cells, the running balance, the marks of findings, and
 * which cells are chosen. It is a plain table (role "grid") whose one active cell takes the focus. sheet.js gives it hands.
 */
"use strict";

/* Columns that stay in view while the table is scrolled sideways: what a line is known by, and its money. */
const PINNED_LEFT = new Set(["evidence_number", "name"]);
const PINNED_RIGHT = new Set(["received", "paid", "balance", "value", "base", "amount"]);
const ROOM_TO_PIN = window.matchMedia("(min-width: 60rem)"); // as in lines.css

const ROW_NUMBER = 3.5; // widths, in rem
const MONEY = 8;

/* How far a stretch reaches past the room that there is: less than nought before it, more behind it. */
const past = (from, to, first, last) => (from < first ? from - first : Math.max(0, Math.min(to - last, from - first)));

class LinesTable {
  rows;
  shown = [];
  painted = [];
  at = { r: 0, c: 0 };
  anchor = { r: 0, c: 0 };
  chosenCells = [];
  marks = new Map();
  body = document.createElement("tbody");
  totals = [];
  status = document.createElement("p");

  /* design: a table as the layout says it; lines: a list of {key: text}; on: what to tell the page. */
  constructor(design, lines, { opening, mostRows, longest, changed, complain }) {
    Object.assign(this, { opening: BigInt(opening), mostRows, longest, changed, complain });
    this.design = design;
    this.columns = design.columns;
    this.title = design.title;
    this.pins = this.pinned();
    this.rows = lines.map((line) => this.columns.map((column) => line[column.key] ?? ""));
    this.pad(10);
    this.element = this.build();
    this.render();
    this.select({ r: 0, c: this.columns.findIndex((column) => !column.computed) }, { focus: false });
  }

  /* What was typed, without the blank rows at the end. */
  get lines() {
    let last = this.rows.length;
    while (last && this.rows[last - 1].every((text) => !text.trim())) {
      last -= 1;
    }
    return this.rows.slice(0, last).map((row) => {
      const line = {};
      this.columns.forEach((column, c) => {
        if (!column.computed && row[c].trim()) {
          line[column.key] = row[c];
        }
      });
      return line;
    });
  }

  /* The sum of a column's amounts; texts that are no plain amount count for nothing, as in a spreadsheet. */
  sum(key) {
    const c = this.place(key);
    return this.rows.reduce((sum, row) => sum + (Cells.amountIn(row[c]) ?? 0n), 0n);
  }

  /* Shows findings at their cells: a list of {row, key, severity, text}. */
  mark(marks) {
    this.marks = new Map();
    for (const mark of marks) {
      const name = `${mark.row - this.design.first}:${this.place(mark.key)}`;
      const before = this.marks.get(name);
      this.marks.set(name, before ? { ...before, text: `${before.text}\n${mark.text}` } : mark);
    }
    this.shown = [];
    this.render();
    this.tell();
  }

  /* To the cell with this letter and row number. */
  jump(letter, row) {
    const c = this.columns.findIndex((column) => column.letter === letter);
    this.select({ r: row - this.design.first, c: Math.max(c, 0) });
  }

  place(key) {
    return this.columns.findIndex((column) => column.key === key);
  }

  pad(blank) {
    const rows = [...this.rows];
    let empty = 0;
    while (empty < rows.length && rows[rows.length - 1 - empty].every((text) => !text)) {
      empty += 1;
    }
    while ((empty < blank || rows.length < 15) && rows.length < this.mostRows) {
      rows.push(this.columns.map(() => ""));
      empty += 1;
    }
    this.rows = rows;
  }

  build() {
    const element = Object.assign(document.createElement("div"), { className: "sheet" });
    const tools = Object.assign(document.createElement("div"), { className: "sheet__tools" });
    const doing = {
      "Sisipkan baris": () => this.insert(),
      "Hapus baris": () => this.remove(),
      "Tambah 20 baris": () => this.append(20),
      Kosongkan: () => this.clear(),
      Urungkan: () => this.undo(this.history.back(this.rows)),
      Ulangi: () => this.undo(this.history.forth(this.rows)),
    };
    for (const [label, act] of Object.entries(doing)) {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-sm" });
      button.textContent = label;
      button.addEventListener("click", () => {
        this.close(true);
        act();
        this.focus();
      });
      tools.append(button);
    }
    const table = Object.assign(document.createElement("table"), { className: "sheet__table" });
    table.setAttribute("role", "grid");
    table.setAttribute("aria-label", this.design.heading);
    table.setAttribute("aria-multiselectable", "true");
    table.append(this.widths(table), this.head(), this.body);
    this.scroll = Object.assign(document.createElement("div"), { className: "sheet__scroll" });
    this.scroll.append(table);
    this.status.className = "sheet__status";
    this.status.id = `sel-${this.title}`;
    this.status.setAttribute("aria-live", "polite");
    element.append(tools, this.scroll, this.status);
    this.columns.forEach((column, c) => column.choices.length && element.append(this.choices(column, c)));
    this.listen(table);
    return element;
  }

  /* Fixed widths, as the workbook has them: to fit columns to their contents, a browser would measure every cell. */
  widths(table) {
    const group = document.createElement("colgroup");
    const widths = [ROW_NUMBER, ...this.columns.map((column) => this.width(column))];
    for (const width of widths) {
      const column = document.createElement("col");
      column.style.width = `${width}rem`;
      group.append(column);
    }
    table.style.width = `${widths.reduce((sum, width) => sum + width)}rem`;
    return group;
  }

  width(column) {
    return column.kind === "amount" ? MONEY : Math.min(Math.max(column.width, 10), 32) * 0.55 + 1;
  }

  /* Where the columns stop that stay in view, in rem from either edge: a map of c to [edge, distance]. */
  pinned() {
    const pins = new Map();
    let left = ROW_NUMBER;
    let right = 0;
    this.columns.forEach((column, c) => {
      if (PINNED_LEFT.has(column.key)) {
        pins.set(c, ["left", left]);
        left += this.width(column);
      }
    });
    for (let c = this.columns.length - 1; c >= 0; c -= 1) {
      if (PINNED_RIGHT.has(this.columns[c].key)) {
        pins.set(c, ["right", right]);
        right += this.width(this.columns[c]);
      }
    }
    return Object.assign(pins, { leftEdge: left, rightEdge: right });
  }

  pin(cell, c) {
    const [edge, distance] = this.pins.get(c) ?? [];
    if (edge) {
      cell.classList.add("sheet__pin", `sheet__pin--${edge}`);
      cell.style.setProperty("--pin", `${distance}rem`);
    }
  }

  head() {
    const head = document.createElement("thead");
    const names = head.insertRow();
    const sums = head.insertRow();
    const corner = Object.assign(document.createElement("th"), { scope: "col", textContent: "Baris" });
    names.append(corner);
    sums.append(Object.assign(document.createElement("th"), { scope: "row", textContent: "Σ", title: "Jumlah" }));
    this.columns.forEach((column, c) => {
      const name = Object.assign(document.createElement("th"), { scope: "col", title: column.help });
      const letter = Object.assign(document.createElement("span"), { className: "sheet__letter", textContent: column.letter });
      name.append(letter, ` ${column.header}`);
      names.append(name);
      const sum = sums.insertCell();
      sum.className = "sheet__sum";
      this.totals.push(sum);
      this.pin(name, c);
      this.pin(sum, c);
    });
    return head;
  }

  choices(column, c) {
    const list = Object.assign(document.createElement("datalist"), { id: `pilihan-${this.title}-${c}` });
    list.append(...column.choices.map((choice) => Object.assign(document.createElement("option"), { value: choice })));
    return list;
  }

  /* Drawing: only rows that are other objects than those on screen are painted anew. */

  render() {
    this.addLines(this.rows.length - this.painted.length);
    while (this.painted.length > this.rows.length) {
      this.painted.pop().row.remove();
    }
    this.rows.forEach((row, r) => {
      if (this.shown[r] !== row) {
        this.paint(r, row);
      }
    });
    this.shown = this.rows;
    this.sumUp();
  }

  /* New rows are copies of one, put into the page together: a pasted book has thousands of cells. */
  addLines(count) {
    const fragment = document.createDocumentFragment();
    const model = this.modelRow();
    for (let more = 0; more < count; more += 1) {
      const r = this.painted.length;
      const row = model.cloneNode(true);
      const [name, ...cells] = row.children;
      name.textContent = this.design.first + r;
      cells.forEach((cell) => {
        cell.dataset.r = r;
      });
      this.painted.push({ row, cells });
      fragment.append(row);
    }
    this.body.append(fragment);
  }

  modelRow() {
    const row = document.createElement("tr");
    row.append(Object.assign(document.createElement("th"), { scope: "row" }));
    this.columns.forEach((column, c) => {
      const cell = row.insertCell();
      cell.setAttribute("role", "gridcell");
      cell.tabIndex = -1;
      cell.dataset.c = c;
      if (column.kind === "amount") {
        cell.className = "sheet__amount";
      }
      if (column.computed) {
        cell.setAttribute("aria-readonly", "true");
      }
      this.pin(cell, c);
    });
    return row;
  }

  paint(r, row) {
    this.columns.forEach((column, c) => {
      const cell = this.painted[r].cells[c];
      const mark = this.marks.get(`${r}:${c}`);
      if (!column.computed) {
        const amount = column.kind === "amount" ? Cells.amountIn(row[c]) : null;
        const text = amount === null ? row[c] : Cells.figures(amount);
        if (cell.textContent !== text) {
          cell.textContent = text;
        }
      }
      if (mark) {
        cell.dataset.mark = mark.severity;
        cell.title = mark.text;
        cell.setAttribute("aria-invalid", mark.severity === "error" ? "true" : "false");
      } else if (cell.dataset.mark) {
        delete cell.dataset.mark;
        cell.title = "";
        cell.removeAttribute("aria-invalid");
      }
    });
  }

  /* Totals, and the running balance as the workbook's own formula has it. */
  sumUp() {
    const balance = this.columns.findIndex((column) => column.computed);
    if (balance >= 0) {
      const [into, out] = [this.place("received"), this.place("paid")];
      let left = this.opening;
      this.rows.forEach((row, r) => {
        left += (Cells.amountIn(row[into]) ?? 0n) - (Cells.amountIn(row[out]) ?? 0n);
        const text = row[into].trim() || row[out].trim() ? Cells.figures(left) : "";
        const cell = this.painted[r].cells[balance];
        if (cell.textContent !== text) {
          cell.textContent = text;
          cell.classList.toggle("sheet__below", left < 0n);
        }
      });
      this.totals[balance].textContent = Cells.figures(left);
    }
    this.columns.forEach((column, c) => {
      if (column.kind === "amount" && !column.computed) {
        this.totals[c].textContent = Cells.figures(this.sum(column.key));
      }
    });
  }

  /* Where we are. */

  cell({ r, c }) {
    return this.painted[r].cells[c];
  }

  range() {
    const [a, b] = [this.at, this.anchor];
    return {
      top: Math.min(a.r, b.r),
      bottom: Math.max(a.r, b.r),
      left: Math.min(a.c, b.c),
      right: Math.max(a.c, b.c),
    };
  }

  select({ r, c }, { extend = false, focus = true } = {}) {
    const before = this.painted[this.at.r]?.cells[this.at.c];
    if (before) {
      before.tabIndex = -1;
      before.removeAttribute("aria-describedby");
    }
    this.at = {
      r: Math.max(0, Math.min(r, this.rows.length - 1)),
      c: Math.max(0, Math.min(c, this.columns.length - 1)),
    };
    if (!extend) {
      this.anchor = this.at;
    }
    for (const cell of this.chosenCells) {
      cell.removeAttribute("aria-selected");
    }
    const { top, bottom, left, right } = this.range();
    this.chosenCells = this.painted.slice(top, bottom + 1).flatMap((line) => line.cells.slice(left, right + 1));
    for (const cell of this.chosenCells) {
      cell.setAttribute("aria-selected", "true");
    }
    const cell = this.cell(this.at);
    cell.tabIndex = 0;
    cell.setAttribute("aria-describedby", this.status.id);
    if (focus) {
      this.focus();
    }
    this.tell();
  }

  focus() {
    this.cell(this.at).focus({ preventScroll: true });
    this.reveal();
  }

  /* The active cell into view: out from under the head and the columns that stay, then the table itself on the page. */
  reveal() {
    const cell = this.cell(this.at).getBoundingClientRect();
    const box = this.scroll.getBoundingClientRect();
    const head = this.body.previousElementSibling.getBoundingClientRect().height;
    const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    const { leftEdge, rightEdge } = ROOM_TO_PIN.matches ? this.pins : { leftEdge: ROW_NUMBER, rightEdge: 0 };
    const bottom = box.top + this.scroll.clientTop + this.scroll.clientHeight;
    const right = box.left + this.scroll.clientLeft + this.scroll.clientWidth;
    if (!ROOM_TO_PIN.matches || !this.pins.has(this.at.c)) {
      this.scroll.scrollLeft += past(cell.left, cell.right, box.left + leftEdge * rem, right - rightEdge * rem);
    }
    this.scroll.scrollTop += past(cell.top, cell.bottom, box.top + head, bottom);
    const now = this.cell(this.at).getBoundingClientRect();
    const edge = 5 * rem; // a phone's bars stand there
    window.scrollBy(0, past(now.top, now.bottom, edge, window.innerHeight - edge));
  }

  tell() {
    const column = this.columns[this.at.c];
    const mark = this.marks.get(`${this.at.r}:${this.at.c}`);
    const place = `${this.title}!${column.letter}${this.design.first + this.at.r}`;
    this.status.textContent = `${place} · ${mark ? mark.text : column.help}`;
    this.status.dataset.mark = mark?.severity ?? "";
  }
}
