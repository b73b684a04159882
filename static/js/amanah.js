/*
 * What the pages do beyond plain HTML. Every page works without this file; it saves a click, a wait or a mistake.
 * Each part finds its elements by a data attribute and listens on the document, so that it also serves what htmx
 * has swapped in.
 */
"use strict";

(() => {
  const root = document.documentElement;
  root.classList.add("scripted");

  const number = new Intl.NumberFormat("id-ID");

  /* A form is sent once: a second click on the button does nothing until the page comes back. */

  const release = (form) => {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("button[data-held]")) {
      button.removeAttribute("data-held");
      button.removeAttribute("aria-busy");
      button.disabled = false;
    }
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || "unguarded" in form.dataset) {
      return;
    }
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    // After the browser has read the form: a disabled button would not send its name and value.
    setTimeout(() => {
      for (const button of form.querySelectorAll("button:not([type=button]):not(:disabled)")) {
        button.dataset.held = "yes";
        button.disabled = true;
      }
      event.submitter?.setAttribute("aria-busy", "true");
    });
  });

  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(release));
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.detail.elt.closest("form");
    if (form) {
      release(form);
    }
  });

  /* A fold that asks something opens as a dialog. */

  const openDialog = (fold) => {
    let dialog = fold.querySelector(":scope > dialog");
    if (!dialog) {
      dialog = document.createElement("dialog");
      dialog.className = "dialog";
      const panel = fold.querySelector(".ask__panel");
      const heading = panel.querySelector("h1, h2, h3");
      if (heading) {
        heading.id ||= `tanya-${Math.random().toString(36).slice(2)}`;
        dialog.setAttribute("aria-labelledby", heading.id);
      }
      dialog.append(panel);
      fold.append(dialog);
      dialog.addEventListener("close", () => {
        fold.open = false;
      });
      dialog.addEventListener("click", (event) => {
        if (event.target === dialog) {
          dialog.close();
        }
      });
    }
    fold.open = true;
    dialog.showModal();
  };

  document.addEventListener("click", (event) => {
    const summary = event.target.closest("[data-ask] > summary");
    if (summary) {
      event.preventDefault();
      openDialog(summary.parentElement);
      return;
    }
    const close = event.target.closest("[data-close]");
    if (close) {
      close.closest("dialog")?.close();
    }
  });

  /* The menu drawer closes with Escape and with a tap beside it. */

  const drawer = () => document.querySelector("[data-drawer][open]");
  document.addEventListener("click", (event) => {
    const open = drawer();
    if (open && !open.contains(event.target)) {
      open.open = false;
    }
  });
  document.addEventListener("keydown", (event) => {
    const open = drawer();
    if (event.key === "Escape" && open) {
      open.open = false;
      open.querySelector("summary").focus();
    }
  });

  /* Chosen files: their names and sizes, and which of them are too big. */

  const sizeOf = (bytes) =>
    bytes < 1024 * 1024
      ? `${number.format(Math.max(1, Math.round(bytes / 1024)))} KB`
      : `${(bytes / 1024 / 1024).toLocaleString("id-ID", { maximumFractionDigits: 1 })} MB`;

  const listFiles = (zone) => {
    const limit = Number(zone.dataset.maxBytes || Infinity);
    const list = zone.querySelector("[data-drop-list]");
    list.replaceChildren(
      ...Array.from(zone.querySelector("input[type=file]").files, (file) => {
        const row = document.createElement("li");
        const name = document.createElement("span");
        const size = document.createElement("span");
        name.className = "drop__name";
        name.textContent = file.name;
        size.className = "drop__size";
        size.textContent = sizeOf(file.size);
        if (file.size > limit) {
          row.className = "drop__too-big";
          size.textContent += ` — terlalu besar, paling besar ${sizeOf(limit)}`;
        }
        row.append(name, size);
        return row;
      }),
    );
  };

  document.addEventListener("change", (event) => {
    const zone = event.target.closest("[data-drop]");
    if (zone && event.target.type === "file") {
      listFiles(zone);
    }
  });
  for (const kind of ["dragover", "dragleave", "drop"]) {
    document.addEventListener(kind, (event) => {
      event.target.closest?.(".drop__zone")?.classList.toggle("drop__zone--over", kind === "dragover");
    });
  }

  /* An amount is read back while it is typed: "1500000" reads as "Rp1.500.000". */

  const readAmount = (box) => {
    const typed = box.querySelector("input").value.trim();
    let reading = box.querySelector(".money-input__read");
    if (!reading) {
      reading = document.createElement("output");
      reading.className = "money-input__read";
      box.append(reading);
    }
    const plain = /^(?:rp)?\s*(\d+|\d{1,3}(?:\.\d{3})+)(?:,0{1,2})?$/i.exec(typed);
    reading.textContent = plain ? `Rp${number.format(BigInt(plain[1].replaceAll(".", "")))}` : "";
  };
  document.addEventListener("input", (event) => {
    const box = event.target.closest("[data-money]");
    if (box) {
      readAmount(box);
    }
  });

  /* Copy a number to the clipboard. */

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("button[data-copy]");
    if (!button || !navigator.clipboard) {
      return;
    }
    await navigator.clipboard.writeText(button.dataset.copy);
    const use = button.querySelector("use");
    const before = use.getAttribute("href");
    use.setAttribute("href", before.replace("#copy", "#check"));
    setTimeout(() => use.setAttribute("href", before), 2000);
  });

  /* The demonstration's people: a tap fills in the sign-in form. */

  document.addEventListener("click", (event) => {
    const person = event.target.closest("[data-signin]");
    if (!person) {
      return;
    }
    const form = document.getElementById("masuk");
    form.elements.login.value = person.dataset.signin;
    form.elements.password.value = person.dataset.password;
    form.querySelector("[type=submit]").focus();
  });

  /* Filters: one chip cleared at a time; a field marked data-auto applies at once. */

  document.addEventListener("click", (event) => {
    const chip = event.target.closest("[data-clear]");
    if (!chip) {
      return;
    }
    const address = new URL(window.location.href);
    for (const name of [...address.searchParams.keys()]) {
      const own = name === chip.dataset.clear || name.startsWith(`${chip.dataset.clear}_`);
      if (own || name === "page") {
        address.searchParams.delete(name);
      }
    }
    window.location.assign(address);
  });
  document.addEventListener("change", (event) => {
    if ("auto" in event.target.dataset) {
      event.target.form.requestSubmit();
    }
  });

  /* Pages that print say so with a button. */

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) {
      window.print();
    }
  });

  /* Messages above the page's content. Other scripts use it as Amanah.tell; an action is {label, act, primary}. */

  const tell = (kind, sentences, actions = []) => {
    const place = document.getElementById("pesan");
    const sprite = document.querySelector(".icon use").getAttribute("href").split("#")[0];
    const notice = Object.assign(document.createElement("div"), { className: `notice notice--${kind}` });
    notice.setAttribute("role", "alert");
    const icon = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    icon.setAttribute("class", "icon");
    icon.setAttribute("aria-hidden", "true");
    use.setAttribute("href", `${sprite}#${kind === "error" ? "error" : "warning"}`);
    icon.append(use);
    const text = document.createElement("div");
    text.append(...sentences.map((sentence) => Object.assign(document.createElement("p"), { textContent: sentence })));
    if (actions.length) {
      const buttons = Object.assign(document.createElement("div"), { className: "cluster" });
      for (const { label, act, primary } of actions) {
        const className = `btn btn-sm${primary ? " btn-primary" : ""}`;
        const button = Object.assign(document.createElement("button"), { type: "button", className, textContent: label });
        button.addEventListener("click", act);
        buttons.append(button);
      }
      text.append(buttons);
    }
    notice.append(icon, text);
    place.replaceChildren(notice);
    place.scrollIntoView({ block: "center" });
  };
  window.Amanah = { tell, hush: () => document.getElementById("pesan").replaceChildren() };

  const complain = (sentences) => tell("error", sentences);

  const sentencesOf = (html) =>
    Array.from(
      new DOMParser().parseFromString(html, "text/html").querySelectorAll("[data-refusal] p"),
      (line) => line.textContent.trim(),
    );

  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr } = event.detail;
    if (xhr.status < 400) {
      return;
    }
    const sentences = sentencesOf(xhr.responseText);
    if (sentences.length) {
      event.detail.shouldSwap = false;
      complain(sentences);
    } else if (xhr.status === 422) {
      // A form that came back with its errors.
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    } else {
      complain(["Permintaan ini tidak berhasil. Tidak ada yang diubah. Muat ulang halaman, lalu coba lagi."]);
    }
  });
  document.addEventListener("htmx:sendError", () =>
    complain(["Sambungan terputus. Periksa jaringan Anda, lalu coba lagi."]),
  );

  /* On arrival: the summary of errors takes the focus, so that it is read first. */

  document.querySelector("[data-error-summary]")?.focus();
})();
