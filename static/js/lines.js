/*
 * The page for typing lines: its sheets, the draft that keeps itself, checking and saving. What was typed stays on the
 * screen whatever the server answers.
 */
"use strict";

(() => {
  const root = document.querySelector("[data-lines]");
  if (!root) {
    return;
  }
  const given = JSON.parse(document.getElementById("isian").textContent);
  const sheets = new Map();
  const panels = new Map();
  const declared = new Map(Array.from(root.querySelectorAll("[data-declared]"), (field) => [field.dataset.declared, field]));
  const state = root.querySelector("[data-state]");
  let draft = given.draft;
  let changes = 0; // since the page was opened
  let kept = 0; // of these, how many the draft holds
  let timer = 0;
  let underWay = null; // the draft that is being kept
  let asking = false;

  /* Asking the server. The token is read each time: another sign-in, in another window, changes it. */

  const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";

  class Refused extends Error {
    constructor(status, said) {
      super(said.sentences.join(" "));
      this.status = status;
      this.said = said;
    }
  }

  const content = () => {
    const lines = {};
    for (const [title, sheet] of sheets) {
      lines[title] = sheet.lines;
    }
    const figures = {};
    for (const [key, field] of declared) {
      if (field.value.trim()) {
        figures[key] = field.value;
      }
    }
    return JSON.stringify({ lines, declared: figures, follows: given.follows, draft });
  };

  const isJson = (response) => response.headers.get("Content-Type")?.startsWith("application/json");

  const ask = async (address, body, keepalive = false) => {
    let response;
    try {
      response = await fetch(address, {
        method: "POST",
        body,
        keepalive,
        headers: { "Content-Type": "application/json", "X-CSRFToken": token(), "HX-Request": "true" },
      });
    } catch {
      throw new Refused(0, { sentences: ["Sambungan terputus. Isian tetap ada di layar ini. Periksa jaringan Anda, lalu coba lagi."] });
    }
    if (response.headers.has("HX-Redirect") || (response.status === 403 && !isJson(response))) {
      throw new Refused(401, {
        sentences: ["Sesi Anda habis. Isian tetap ada di layar ini: masuk lagi di jendela lain, lalu kembali ke sini dan coba lagi."],
      });
    }
    if (!isJson(response)) {
      throw new Refused(response.status, { sentences: ["Permintaan ini tidak berhasil. Isian tetap ada di layar ini. Coba lagi sebentar lagi."] });
    }
    const said = await response.json();
    if (!response.ok) {
      throw new Refused(response.status, said);
    }
    return said;
  };

  /* The draft. */

  const sendDraft = async (keepalive) => {
    const upTo = changes;
    const body = content();
    try {
      const answer = await ask(root.dataset.draft, body, keepalive && body.length < 60_000);
      draft = answer.draft;
      kept = upTo;
      state.textContent = `Draf tersimpan ${answer.at}`;
    } catch (problem) {
      if (!(problem instanceof Refused)) {
        throw problem;
      }
      state.textContent = "Draf belum tersimpan";
      if (problem.said.draft !== undefined) {
        Amanah.tell("warning", problem.said.sentences, [
          {
            label: "Pakai isian di layar ini",
            primary: true,
            act: () => {
              Amanah.hush();
              draft = problem.said.draft;
              keepDraft();
            },
          },
          { label: "Buka yang baru", act: () => window.open(window.location.pathname, "_blank") },
          { label: "Unduh isian di layar ini", act: takeCopy },
        ]);
      } else if (problem.status === 0 || problem.status >= 500) {
        soon(15_000);
      } else {
        Amanah.tell("warning", problem.said.sentences);
      }
      return;
    }
    if (changes !== kept) {
      soon(2_000);
    }
  };

  /* One draft is under way at a time; whoever asks again waits for it. */
  const keepDraft = ({ keepalive = false } = {}) => {
    clearTimeout(timer);
    if (changes !== kept && !underWay) {
      underWay = sendDraft(keepalive).finally(() => {
        underWay = null;
      });
    }
    return underWay;
  };

  const soon = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(keepDraft, wait);
  };

  const changed = () => {
    changes += 1;
    state.textContent = "Ada perubahan…";
    soon(2_000);
    sumUp();
  };

  window.addEventListener("beforeunload", (event) => {
    sheets.forEach((sheet) => sheet.commit());
    if (changes !== kept) {
      event.preventDefault();
    }
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") {
      keepDraft({ keepalive: true });
    }
  });

  /* Sums beside the figures that the treasurer declares, and what is left of each line of the RAB. */

  const rupiah = (amount) => `${amount < 0n ? "-" : ""}Rp${Cells.figures(amount < 0n ? -amount : amount)}`;

  const sumUp = () => {
    const book = sheets.get("BKU");
    const [received, spent] = [book.sum("received"), book.sum("paid")];
    const opening = BigInt(given.opening);
    const sums = { opening, received, spent, remainder: opening + received - spent };
    for (const [key, field] of declared) {
      const said = Cells.amountIn(field.value);
      const verdict = root.querySelector(`[data-gap="${key}"]`);
      if (!(key in sums)) {
        // Interest: the bank alone knows it, so there is nothing here to compare it with.
        const unread = said === null && field.value.trim();
        verdict.textContent = unread ? "Tidak terbaca" : said ? "Disetor ke kas negara" : "Tidak ada";
        verdict.classList.toggle("lines__off", Boolean(unread));
        continue;
      }
      root.querySelector(`[data-computed="${key}"]`).textContent = rupiah(sums[key]);
      const gap = said === null ? null : said - sums[key];
      verdict.textContent = !field.value.trim() ? "Belum Anda isi" : gap === null ? "Tidak terbaca" : gap ? `Selisih ${rupiah(gap < 0n ? -gap : gap)}` : "Cocok";
      verdict.classList.toggle("lines__off", verdict.textContent !== "Cocok");
    }
    const used = new Map();
    for (const line of book.lines) {
      const code = (line.budget_code ?? "").trim().toLowerCase();
      used.set(code, (used.get(code) ?? 0n) + (Cells.amountIn(line.paid ?? "") ?? 0n));
    }
    for (const row of document.querySelectorAll("[data-budget]")) {
      const here = used.get(row.dataset.budget.trim().toLowerCase()) ?? 0n;
      const left = BigInt(row.dataset.amount) - BigInt(row.dataset.before) - here;
      row.querySelector("[data-used]").textContent = rupiah(here);
      row.querySelector("[data-left]").textContent = rupiah(left);
      row.querySelector("[data-left]").classList.toggle("lines__off", left < 0n);
    }
  };

  /* Sheets and their tabs. */

  const show = (title, { focus = false } = {}) => {
    for (const [name, { panel, tab }] of panels) {
      const here = name === title;
      panel.hidden = !here;
      tab.setAttribute("aria-selected", String(here));
      tab.tabIndex = here ? 0 : -1;
      if (here && focus) {
        tab.focus();
      }
    }
  };

  const addPanel = (title, panel) => {
    const tab = Object.assign(document.createElement("button"), { type: "button", textContent: title, id: `tab-${title}` });
    tab.setAttribute("role", "tab");
    tab.setAttribute("aria-controls", panel.id);
    tab.addEventListener("click", () => show(title));
    tab.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (step) {
        const titles = [...panels.keys()];
        show(titles.at((titles.indexOf(title) + step) % titles.length), { focus: true });
      }
    });
    root.querySelector("[data-tabs]").append(tab);
    panels.set(title, { panel, tab });
  };

  const holder = root.querySelector("[data-sheets]");
  const summary = document.getElementById(`lembar-${given.summary.title}`);
  for (const design of given.tables) {
    const sheet = new Sheet(design, given.lines[design.title] ?? [], {
      opening: given.opening,
      mostRows: given.most_rows,
      longest: given.longest,
      changed,
      complain: (sentences) => Amanah.tell("warning", sentences),
    });
    const panel = document.createElement("section");
    panel.id = `lembar-${design.title}`;
    panel.className = "lines__panel";
    panel.setAttribute("role", "tabpanel");
    panel.setAttribute("aria-labelledby", `tab-${design.title}`);
    panel.append(sheet.element);
    holder.insertBefore(panel, summary);
    sheets.set(design.title, sheet);
    addPanel(design.title, panel);
  }
  addPanel(given.summary.title, summary);
  for (const [key, field] of declared) {
    field.value = given.declared[key] ?? "";
    field.maxLength = given.longest;
    field.addEventListener("input", changed);
  }

  const jump = (title, letter, row) => {
    show(title);
    if (sheets.has(title)) {
      sheets.get(title).jump(letter, row);
    } else {
      const line = given.summary.lines.find((each) => each.cell === `${letter}${row}`);
      declared.get(line?.key)?.focus();
    }
  };

  /* Checking and saving. */

  const found = new FoundPanel(root, {
    knows: (title) => panels.has(title),
    jump,
    back: () => [...sheets.values()].find((sheet) => sheet.element.offsetParent)?.focus(),
  });

  const showFindings = (answer) => {
    for (const [title, sheet] of sheets) {
      sheet.mark(answer.marks.filter((mark) => mark.sheet === title && mark.row));
    }
    for (const [key, field] of declared) {
      const mark = answer.marks.find((each) => each.sheet === given.summary.title && each.key === key);
      field.setAttribute("aria-invalid", String(mark?.severity === "error"));
      field.title = mark?.text ?? "";
    }
    found.show(answer.html, answer.marks.length);
  };

  const doing = {
    check: async () => showFindings(await ask(root.dataset.check, content())),
    store: async () => {
      const { address } = await ask(root.dataset.store, content());
      kept = changes;
      clearTimeout(timer);
      window.location.assign(address);
    },
    copy: async () => {
      const { name, workbook } = await ask(root.dataset.copyUrl, content());
      const link = Object.assign(document.createElement("a"), { download: name });
      link.href = `data:application/vnd.openxmlformats-officedocument.spreadsheetml.sheet;base64,${workbook}`;
      link.click();
    },
  };

  /* Somebody uploaded meanwhile: what is on this screen is kept, and the writer chooses. */
  const tellOfNewer = ({ sentences, newer }) =>
    Amanah.tell("warning", sentences, [
      { label: "Buka yang baru", primary: true, act: () => window.open(root.dataset.fresh, "_blank") },
      { label: "Unduh isian saya (Excel)", act: takeCopy },
      {
        label: `Ganti revisi ${newer} dengan isian saya`,
        act: () => {
          given.follows = newer;
          perform("store");
        },
      },
    ]);

  const perform = async (what, button) => {
    if (asking) {
      return;
    }
    sheets.forEach((sheet) => sheet.commit());
    clearTimeout(timer);
    asking = true;
    button?.setAttribute("aria-busy", "true");
    Amanah.hush();
    try {
      await underWay; // a draft that arrived after the revision would outlive it
      clearTimeout(timer);
      await doing[what]();
    } catch (problem) {
      if (!(problem instanceof Refused)) {
        throw problem;
      }
      if (problem.said.newer) {
        tellOfNewer(problem.said);
      } else {
        Amanah.tell(problem.status === 409 ? "warning" : "error", problem.said.sentences);
      }
    } finally {
      button?.removeAttribute("aria-busy");
      asking = false;
      if (changes !== kept) {
        soon(500);
      }
    }
  };

  function takeCopy() {
    perform("copy");
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (button) {
      perform(button.dataset.do, button);
    }
  });

  show(given.tables[0].title);
  sumUp();
})();
