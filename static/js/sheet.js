/*
 * A table of lines that feels like a spreadsheet: arrows, Enter and Tab, typing over, F2, blocks from Excel, undo.
 * A field stands in the active cell only while it is edited.
 */
"use strict";

class Sheet extends LinesTable {
  history = new Cells.History();
  editor = null;
  leaving = false;
  touched = false;

  /* Takes over what is being typed at this moment. */
  commit() {
    this.close(true);
  }

  /* Changing: every change is a new list of rows, and the old one is kept for Urungkan. */

  replace(rows, { shifts = false } = {}) {
    this.history.keep(this.rows);
    this.rows = rows;
    this.settle(shifts);
  }

  undo(rows) {
    if (rows) {
      this.rows = rows;
      this.settle(true);
    }
  }

  settle(shifts) {
    if (shifts) {
      this.marks.clear();
    }
    this.pad(3);
    this.render();
    const last = this.rows.length - 1;
    this.select({ r: Math.min(this.at.r, last), c: this.at.c }, { focus: false });
    this.changed();
  }

  /* Writes texts into cells: a list of [r, c, text]; computed columns are passed over. */
  write(changes) {
    const rows = [...this.rows];
    let touched = false;
    for (const [r, c, given] of changes) {
      const text = given.replaceAll("\u0000", "").slice(0, this.longest);
      while (rows.length <= r) {
        rows.push(this.columns.map(() => ""));
      }
      if (!this.columns[c] || this.columns[c].computed || rows[r][c] === text) {
        continue;
      }
      rows[r] = rows[r].with ? rows[r].with(c, text) : rows[r].map((old, place) => (place === c ? text : old));
      this.marks.delete(`${r}:${c}`);
      touched = true;
    }
    if (touched) {
      this.replace(rows);
    }
  }

  insert() {
    if (this.full(1)) {
      return;
    }
    const blank = this.columns.map(() => "");
    this.replace(this.rows.toSpliced(this.at.r, 0, blank), { shifts: true });
  }

  remove() {
    const { top, bottom } = this.range();
    this.replace(this.rows.toSpliced(top, bottom - top + 1), { shifts: true });
    this.select({ r: Math.min(top, this.rows.length - 1), c: this.at.c });
  }

  append(count) {
    const last = this.rows.length;
    const more = Math.min(count, this.mostRows - last);
    if (this.full(more || 1)) {
      return;
    }
    this.rows = [...this.rows, ...Array.from({ length: more }, () => this.columns.map(() => ""))];
    this.render();
    this.select({ r: last, c: this.at.c });
  }

  /* Whether so many more rows than are filled would be too many; then the page says so. */
  full(more) {
    const full = this.lines.length + more > this.mostRows;
    if (full) {
      this.complain([
        `Paling banyak ${Cells.figures(BigInt(this.mostRows))} baris di satu lembar. Untuk yang lebih panjang, pakai buku kerja Excel.`,
      ]);
    }
    return full;
  }

  paste(text) {
    const block = Cells.blockIn(text);
    const { top, left, bottom, right } = this.range();
    const single = block.length === 1 && block[0].length === 1;
    if (!single && top + block.length > this.mostRows) {
      this.full(this.mostRows);
      return;
    }
    const changes = [];
    if (single) {
      for (let r = top; r <= bottom; r += 1) {
        for (let c = left; c <= right; c += 1) {
          changes.push([r, c, block[0][0].trim()]);
        }
      }
    } else {
      block.forEach((row, r) => row.forEach((cell, c) => changes.push([top + r, left + c, cell.trim()])));
    }
    this.write(changes);
    if (!single) {
      const width = Math.max(...block.map((row) => row.length));
      const corner = { r: top + block.length - 1, c: Math.min(left + width, this.columns.length) - 1 };
      this.select(corner, { focus: false });
      this.select({ r: top, c: left }, { extend: true });
    }
  }

  clear() {
    const { top, left, bottom, right } = this.range();
    const changes = [];
    for (let r = top; r <= bottom; r += 1) {
      for (let c = left; c <= right; c += 1) {
        changes.push([r, c, ""]);
      }
    }
    this.write(changes);
  }

  copy() {
    const { top, left, bottom, right } = this.range();
    const block = [];
    for (let r = top; r <= bottom; r += 1) {
      block.push(
        this.columns.slice(left, right + 1).map((column, c) =>
          column.computed ? this.painted[r].cells[left + c].textContent : this.rows[r][left + c],
        ),
      );
    }
    return Cells.textOf(block);
  }

  step(dr, dc, extend = false) {
    this.select({ r: this.at.r + dr, c: this.at.c + dc }, { extend });
  }

  /* Editing: a field in the cell. ``over`` is what was typed to begin with; undefined keeps the text. */

  edit(over) {
    const { r, c } = this.at;
    const column = this.columns[c];
    if (this.editor || column.computed) {
      return;
    }
    const field = document.createElement("input");
    field.className = "sheet__field";
    const old = this.rows[r][c];
    // A list offers only what fits the text in its field, so that of a choice begins blank; left so, nothing changes.
    field.value = over ?? (column.choices.length ? "" : old);
    field.placeholder = column.choices.length ? old : "";
    field.maxLength = this.longest;
    field.autocomplete = "off";
    field.spellcheck = false;
    field.setAttribute("aria-label", `${column.header}, baris ${this.design.first + r}`);
    if (column.kind === "amount" || column.kind === "nik") {
      field.inputMode = "numeric";
    }
    if (column.choices.length) {
      field.setAttribute("list", `pilihan-${this.title}-${c}`);
    }
    const cell = this.cell(this.at);
    cell.replaceChildren(field);
    this.editor = { field, r, c, over: over !== undefined, blank: field.value === "" };
    field.addEventListener("blur", () => this.close(true));
    field.addEventListener("keydown", (event) => this.keyInField(event));
    field.focus();
    if (this.touched) {
      field.select(); // a thumb cannot well take away what stands there
    }
  }

  close(take) {
    const editor = this.editor;
    if (!editor) {
      return;
    }
    this.editor = null;
    const { field, r, c, blank } = editor;
    const old = this.rows[r][c];
    const cell = this.painted[r].cells[c];
    cell.textContent = old;
    const untouched = blank && field.value === "";
    const text = take && !untouched ? this.chosen(this.columns[c], field.value.trim()) : old;
    if (text !== old) {
      this.write([[r, c, text]]);
    } else {
      this.paint(r, this.rows[r]);
    }
  }

  /* The one choice that begins so; else the text as it is. */
  chosen(column, text) {
    const small = text.toLocaleLowerCase("id");
    const fits = text ? column.choices.filter((choice) => choice.toLocaleLowerCase("id").startsWith(small)) : [];
    return fits.length === 1 ? fits[0] : (fits.find((choice) => choice.toLocaleLowerCase("id") === small) ?? text);
  }

  keyInField(event) {
    event.stopPropagation();
    const { over, c } = this.editor ?? {};
    const vertical = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") {
      this.close(false);
      this.focus();
    } else if (event.key === "Enter") {
      this.close(true);
      this.step(event.shiftKey ? -1 : 1, 0);
    } else if (event.key === "Tab") {
      this.close(true);
      this.next(event.shiftKey ? -1 : 1);
    } else if (vertical && over && !this.columns[c].choices.length) {
      this.close(true);
      this.step(vertical, 0);
    } else {
      return;
    }
    event.preventDefault();
  }

  /* One cell on, over the ends of rows; false at either end of the table. */
  next(step) {
    const width = this.columns.length;
    const place = this.at.r * width + this.at.c + step;
    if (place < 0 || place >= this.rows.length * width) {
      return false;
    }
    this.select({ r: Math.floor(place / width), c: place % width });
    return true;
  }

  listen(table) {
    const placeOf = (target) => {
      const cell = target.closest?.("td[data-r]");
      return cell && { r: Number(cell.dataset.r), c: Number(cell.dataset.c) };
    };
    table.addEventListener("pointerdown", (event) => {
      this.touched = event.pointerType !== "mouse";
    });
    table.addEventListener("mousedown", (event) => {
      const place = placeOf(event.target);
      if (place && event.target.tagName !== "INPUT") {
        event.preventDefault();
        this.close(true);
        this.select(place, { extend: event.shiftKey });
      }
    });
    table.addEventListener("mouseover", (event) => {
      const place = event.buttons === 1 && !this.editor && !this.touched && placeOf(event.target);
      if (place) {
        this.select(place, { extend: true });
      }
    });
    table.addEventListener("click", (event) => {
      if (this.touched && placeOf(event.target) && event.target.tagName !== "INPUT") {
        this.edit();
      }
    });
    table.addEventListener("dblclick", (event) => placeOf(event.target) && this.edit());
    table.addEventListener("keydown", (event) => this.key(event));
    table.addEventListener("paste", (event) => {
      const text = event.clipboardData.getData("text/plain");
      if (text && (!this.editor || /[\t\n]/.test(text.trim()))) {
        event.preventDefault();
        this.close(false);
        this.paste(text);
      }
    });
    for (const kind of ["copy", "cut"]) {
      table.addEventListener(kind, (event) => {
        if (!this.editor) {
          event.preventDefault();
          event.clipboardData.setData("text/plain", this.copy());
          if (kind === "cut") {
            this.clear();
          }
        }
      });
    }
  }

  key(event) {
    const control = event.ctrlKey || event.metaKey;
    const leaving = this.leaving;
    this.leaving = event.key === "Escape";
    const page = 12;
    const [rows, columns] = [this.rows.length, this.columns.length];
    const steps = {
      ArrowUp: [control ? -rows : -1, 0],
      ArrowDown: [control ? Math.max(this.lines.length - 1 - this.at.r, 0) : 1, 0],
      ArrowLeft: [0, control ? -columns : -1],
      ArrowRight: [0, control ? columns : 1],
      PageUp: [-page, 0],
      PageDown: [page, 0],
      Home: [control ? -rows : 0, -columns],
      End: [control ? Math.max(this.lines.length - 1 - this.at.r, 0) : 0, columns],
    };
    if (event.key === "Tab") {
      if (leaving || !this.next(event.shiftKey ? -1 : 1)) {
        return;
      }
    } else if (event.altKey) {
      return;
    } else if (event.key in steps) {
      this.step(...steps[event.key], event.shiftKey);
    } else if (event.key === "Enter") {
      this.step(event.shiftKey ? -1 : 1, 0);
    } else if (event.key === "F2") {
      this.edit();
    } else if (event.key === "Delete" || event.key === "Backspace") {
      this.clear();
    } else if (control && event.key.toLowerCase() === "z" && !event.shiftKey) {
      this.undo(this.history.back(this.rows));
      this.focus();
    } else if (control && (event.key.toLowerCase() === "y" || (event.shiftKey && event.key.toLowerCase() === "z"))) {
      this.undo(this.history.forth(this.rows));
      this.focus();
    } else if (control && event.key.toLowerCase() === "a") {
      this.select({ r: 0, c: 0 }, { focus: false });
      this.select({ r: Math.max(this.lines.length - 1, 0), c: columns - 1 }, { extend: true });
    } else if (!control && event.key.length === 1) {
      this.edit(event.key);
    } else {
      return;
    }
    event.preventDefault();
  }
}
