/*
 * The draft of an agreement: rows come and go without a reload, and the sums are there while one types.
 * Without this file the page works all the same: its buttons ask the server for more rows.
 */
"use strict";

(() => {
  const form = document.querySelector("[data-agreement]");
  if (!form) {
    return;
  }
  const number = new Intl.NumberFormat("id-ID");
  const rupiah = (amount) => `${amount < 0n ? "-" : ""}Rp${number.format(amount < 0n ? -amount : amount)}`;

  const amountIn = (input) => {
    const amount = Cells.amountIn(input?.value ?? "") ?? 0n;
    return amount > 0n ? amount : 0n;
  };
  const field = (row, name) => row.querySelector(`[name$="-${name}"]`);
  const rowsOf = (table) => table.querySelectorAll("[data-row]");

  const amountOf = {
    rab: (row) => amountIn(field(row, "volume")) * amountIn(field(row, "unit_price")),
    termin: (row) => amountIn(field(row, "amount")),
  };

  const show = () => {
    const value = amountIn(form.elements.value);
    for (const table of form.querySelectorAll("[data-rows]")) {
      const kind = table.dataset.rows;
      // What an addendum cannot change counts, and stands in no row.
      let total = BigInt(table.dataset.besides ?? 0);
      for (const row of rowsOf(table)) {
        const amount = amountOf[kind](row);
        const cell = row.querySelector("[data-amount]");
        if (cell) {
          cell.textContent = amount ? rupiah(amount) : "";
        }
        total += amount;
      }
      const gap = total - value;
      const verdict = gap === 0n ? "sama dengan nilai" : `${gap > 0n ? "lebih" : "kurang"} ${rupiah(gap > 0n ? gap : -gap)}`;
      const output = form.querySelector(`[data-total="${kind}"]`);
      output.textContent = total || value ? `Jumlah ${rupiah(total)} — ${verdict}` : "";
      output.classList.toggle("rows__total--off", gap !== 0n);
    }
  };

  const addRow = (kind) => {
    const table = form.querySelector(`[data-rows="${kind}"]`);
    const count = form.elements[`${kind}-TOTAL_FORMS`];
    const blank = form.querySelector(`template[data-blank="${kind}"]`);
    const holder = document.createElement("tbody");
    holder.innerHTML = blank.innerHTML.replaceAll("__prefix__", count.value);
    const row = holder.querySelector("[data-row]");
    table.tBodies[0].append(row);
    count.value = Number(count.value) + 1;
    row.querySelector("input").focus();
  };

  form.addEventListener("click", (event) => {
    const add = event.target.closest("[data-add-row]");
    const remove = event.target.closest("[data-remove-row]");
    if (add) {
      event.preventDefault();
      addRow(add.dataset.addRow);
    } else if (remove) {
      // A blank row is no row; taking it out of the page would leave a gap in the numbering.
      const row = remove.closest("[data-row]");
      for (const input of row.querySelectorAll("input")) {
        input.value = "";
      }
      row.hidden = true;
    }
    show();
  });
  form.addEventListener("input", show);
  show();
})();
