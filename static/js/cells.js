/*
 * What stands in cells, without any page: amounts as they are typed, blocks as a spreadsheet copies them, and the
 * history of a table.
 */
"use strict";

const Cells = (() => {
  const number = new Intl.NumberFormat("id-ID");

  /* Amounts as rupiah/parse.py reads them; a test holds both together. */
  const SIGN_AND_PREFIX = /^(-?)\s*(?:rp\.?|idr)?\s*(-?)\s*(?=\d)/i;
  const SUFFIX = /(?:[.,]\s*(?:-+|=+)|\s+rupiah)+$/i;
  const TWO_MEANINGS = /^[1-9]\d{0,2},\d{3}$/;
  const WAYS = [
    /^(\d+)(?:[.,](\d{1,2}))?$/,
    /^([1-9]\d{0,2}(?:\.\d{3})+)(?:,(\d{1,2}))?$/,
    /^([1-9]\d{0,2}(?:,\d{3})+)(?:\.(\d{1,2}))?$/,
    /^([1-9]\d{0,2}(?: \d{3})+)(?:,(\d{1,2}))?$/,
  ];
  const MOST = 10n ** 15n;

  /* Whole rupiah that the server will read: "1.500.000", "Rp 1500000", "1.500.000,00"; null for the rest. */
  const amountIn = (text) => {
    const body = text.trim().replace(/[\u00a0\u202f]/g, " ").replace(SUFFIX, "");
    const prefix = SIGN_AND_PREFIX.exec(body);
    const rest = prefix ? body.slice(prefix[0].length) : "";
    const way = TWO_MEANINGS.test(rest) ? undefined : WAYS.find((each) => each.test(rest));
    if (!way || (prefix[1] && prefix[2])) {
      return null;
    }
    const [, whole, sen] = way.exec(rest);
    const amount = BigInt(whole.replace(/\D/g, ""));
    if (Number(sen ?? 0) || amount > MOST) {
      return null;
    }
    return prefix[1] || prefix[2] ? -amount : amount;
  };

  const figures = (amount) => `${amount < 0n ? "-" : ""}${number.format(amount < 0n ? -amount : amount)}`;

  /* A block as Excel and LibreOffice put it on the clipboard: tabs, lines, and quotes around cells that hold either. */
  const blockIn = (text) => {
    const rows = [[]];
    let cell = "";
    let quoted = false;
    const body = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
    for (let at = 0; at < body.length; at += 1) {
      const sign = body[at];
      if (quoted) {
        if (sign !== '"') {
          cell += sign === "\n" ? " " : sign;
        } else if (body[at + 1] === '"') {
          cell += '"';
          at += 1;
        } else {
          quoted = false;
        }
      } else if (sign === '"' && cell === "") {
        quoted = /"(?=[\t\n]|$)/.test(body.slice(at + 1));
        cell += quoted ? "" : sign;
      } else if (sign === "\t") {
        rows.at(-1).push(cell);
        cell = "";
      } else if (sign === "\n") {
        rows.at(-1).push(cell);
        cell = "";
        rows.push([]);
      } else {
        cell += sign;
      }
    }
    rows.at(-1).push(cell);
    return rows;
  };

  const textOf = (block) =>
    block.map((row) => row.map((cell) => (/[\t\n"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join("\t")).join("\n");

  /* Rows are never changed in place, so a state of the table is only a list of them. */
  class History {
    #past = [];
    #future = [];

    keep(rows) {
      this.#past.push(rows);
      this.#past.splice(0, this.#past.length - 200);
      this.#future = [];
    }

    back(rows) {
      if (this.#past.length) {
        this.#future.push(rows);
      }
      return this.#past.pop();
    }

    forth(rows) {
      if (this.#future.length) {
        this.#past.push(rows);
      }
      return this.#future.pop();
    }
  }

  return { amountIn, figures, blockIn, textOf, History };
})();
