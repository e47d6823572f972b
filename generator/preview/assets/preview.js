(() => {
  "use strict";
  // Filled in by the server, with what has braces to be filled in here.
  const words = {};
  const say = (name, values = {}) => words[name].replace(/\{(\w+)\}/g, (_, value) => values[value]);
  const number = (value) => value.toLocaleString(words.locale);
  const own = document.currentScript;
  const page = own.dataset.halaman;
  const decoded = (path) => {
    try { return decodeURIComponent(path); } catch { return path; }
  };
  const here = decoded(location.pathname);
  const make = (name, text = "", attributes = {}) => {
    const made = document.createElement(name);
    made.textContent = text;
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  };

  // ------------------------------------------------ the place on the page survives a reload

  const place = `warta:${here}`;
  // From the top of the page, since the bar above it comes later.
  const into = () => -document.body.getBoundingClientRect().top;
  try {
    const kept = sessionStorage.getItem(place);
    sessionStorage.removeItem(place);
    if (kept !== null) {
      history.scrollRestoration = "manual";
      const back = () => scrollBy({ top: Number(kept) - into(), behavior: "instant" });
      back();
      addEventListener("load", () => { back(); history.scrollRestoration = "auto"; });
    }
  } catch { /* without storage the page begins at its top */ }
  let going = false;
  const reload = () => {
    if (going) return;
    going = true;
    try { sessionStorage.setItem(place, String(into())); } catch { /* see above */ }
    location.reload();
  };

  // ------------------------------------------------------------- the bar, apart from the theme

  const host = make("div", "", { id: "warta-pratinjau" });
  const root = host.attachShadow({ mode: "open" });
  const bar = make("section", "", { class: "bilah", "aria-label": say("preview_bar") });
  // Whatever readers do not see yet, or any more, says so in a line of its own.
  const banner = make("p", "", { class: "spanduk", hidden: "" });
  const overlay = make("section", "", { class: "galat", role: "alert", hidden: "" });
  root.append(make("link", "", { rel: "stylesheet", href: "/_ssg/bar.css" }), bar, banner, overlay);
  // Beside the body and in the flow, so that it covers nothing of any theme's page. The desk, which shows the page
  // beside its text, says all of this itself.
  if (window === window.top) document.documentElement.insertBefore(host, document.body);

  let open = false;
  let dismissed = "";
  let known = {};

  const row = (name, ...values) => {
    const made = [make("dt", name)];
    for (const value of values) {
      const cell = document.createElement("dd");
      cell.append(value);
      made.push(cell);
    }
    return made;
  };

  const travel = async (text, said) => {
    const answer = await fetch("/_ssg/now", { method: "POST", body: text });
    said.textContent = answer.ok ? say("loading") : say("no_time");
  };

  const showDrafts = (shown) => fetch(`/_ssg/drafts?shown=${shown ? 1 : 0}`, { method: "POST" });
  const drafts = () => {
    const button = make("button", known.drafts ? say("hide_drafts") : say("show_drafts"), { type: "button" });
    button.addEventListener("click", () => showDrafts(!known.drafts));
    return button;
  };

  // What leads to a draft, or to what is scheduled, says so in the lists of the page.
  const mark = () => {
    for (const old of document.querySelectorAll("[data-warta-tanda]")) old.remove();
    for (const link of document.links) {
      const found = link.origin === location.origin && known.marks?.[decoded(link.pathname)];
      if (!found || !link.textContent.trim()) continue;
      const sign = make("span", found[1], { "data-warta-tanda": found[0] });
      sign.style.cssText = `display:inline-block;font:700 12px/1.5 system-ui,sans-serif;letter-spacing:0;text-transform:none;padding:0 6px;margin-inline-end:6px;border-radius:3px;vertical-align:middle;color:#111820;background:${found[0] === "draf" ? "#ffd166" : "#7cc4ff"}`;
      // At the beginning of the words, wherever in the link they are.
      const words = document.createTreeWalker(link, NodeFilter.SHOW_TEXT, (node) => (node.data.trim() ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_REJECT));
      words.nextNode().before(sign);
    }
  };

  const clock = () => {
    const form = make("form", "", { class: "waktu" });
    const label = make("label", `${say("look_at_in", { zone: known.zone })} `);
    const field = make("input", "", { type: "datetime-local", required: "" });
    field.defaultValue = known.input;
    // As the browser writes it.
    field.defaultValue = field.value;
    label.append(field);
    const said = make("span", "", { role: "status" });
    const back = make("button", say("back_to_now"), { type: "button" });
    back.hidden = !known.pinned;
    back.addEventListener("click", () => travel("", said));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      travel(`${field.value.slice(0, 16)} ${known.zone}`, said);
      field.defaultValue = field.value;
    });
    form.append(label, make("button", say("look")), back, drafts(), said);
    return form;
  };

  const ideas = () => {
    const box = make("section", "", { class: "usul" });
    box.append(make("h2", say("see_also")));
    const list = document.createElement("ul");
    for (const [title, text] of known.baca) {
      const item = document.createElement("li");
      const copy = make("button", say("copy"), { type: "button", title: text });
      copy.addEventListener("click", async () => {
        try { await navigator.clipboard.writeText(text); copy.textContent = say("copied"); }
        catch { copy.replaceWith(make("code", text)); }
      });
      item.append(copy, " ", title);
      list.append(item);
    }
    box.append(list);
    return box;
  };

  const draw = () => {
    // Who is choosing a time keeps what was chosen.
    const before = bar.querySelector(".waktu");
    const field = before?.querySelector("input");
    const choosing = field && field.value !== field.defaultValue;
    bar.replaceChildren();
    if (!known.ready) return;
    banner.hidden = !known.banner;
    banner.className = `spanduk ${known.state}`;
    banner.replaceChildren(known.banner || "", make("small", known.notice || ""));
    if (known.offer) {
      const show = make("button", known.offer, { type: "button" });
      show.addEventListener("click", () => showDrafts(true));
      banner.append(show);
    }
    mark();
    const line = make("div", "", { class: "baris" });
    const toggle = make("button", say("preview"), { type: "button", class: "nama", "aria-expanded": String(open) });
    toggle.addEventListener("click", () => { open = !open; draw(); });
    line.append(toggle);
    if (known.state === "terbit") line.append(make("span", say("published"), { class: "tanda terbit" }));
    if (known.words !== undefined) line.append(make("span", say("reading_time", { words: number(known.words), minutes: known.minutes }), { class: "ukuran" }));
    else if (known.kind) line.append(make("span", known.kind, { class: "ukuran" }));
    if (known.pinned) line.append(make("strong", say("time_is", { time: known.now }), { class: "tanda lain" }));
    if (known.reading) line.append(make("span", known.reading, { class: "tanda" }));
    if (known.problems.length) {
      const wrong = make("button", say("count_problems", { count: known.problems.length }), { type: "button", class: "tanda salah" });
      wrong.addEventListener("click", () => { dismissed = ""; draw(); });
      line.append(wrong);
    }
    line.append(make("span", "", { class: "jarak" }));
    if (known.open) line.append(make("a", say("edit"), { href: known.open, class: "tombol" }));
    if (known.dashboard) line.append(make("a", say("desk"), { href: "/_ssg/" }));
    bar.append(line);
    if (open) {
      const more = make("div", "", { class: "rinci" });
      const list = document.createElement("dl");
      if (known.source) list.append(...row(say("source"), make("code", known.source)));
      for (const [name, when] of known.dates || []) list.append(...row(name, when));
      list.append(...row(say("preview_time"), known.pinned ? known.now : say("now")));
      if (known.why) list.append(...row(say("made_because"), known.why));
      const mine = known.problems.filter((one) => known.source && one.path === known.source);
      if (known.source) list.append(...row(say("own_problems"), mine.length ? mine.map((one) => one.message).join("; ") : say("none")));
      if (known.tags?.length) list.append(...row(say("fitting_tags"), known.tags.join(", ")));
      more.append(list);
      if (known.baca?.length) more.append(ideas());
      if (known.local) more.append(choosing ? before : clock());
      bar.append(more);
    }
    errors();
  };

  // ---------------------------------------------------------------------- what is wrong

  const errors = () => {
    const name = JSON.stringify(known.problems);
    overlay.hidden = !known.problems.length || dismissed === name;
    if (overlay.hidden) return;
    const head = make("header");
    const count = known.problems.length;
    head.append(make("h2", count > 1 ? say("to_mend", { count }) : say("one_to_mend")));
    const shut = make("button", say("close"), { type: "button" });
    shut.addEventListener("click", () => { dismissed = name; overlay.hidden = true; });
    head.append(shut);
    const list = document.createElement("ol");
    for (const one of known.problems) {
      const item = document.createElement("li");
      const where = make("p", "", { class: "di" });
      where.append(one.open ? make("a", one.path, { href: one.open, class: "tempat" }) : make("code", one.path, { class: "tempat" }));
      const at = [one.line && say("line", { line: one.line }), one.column && say("column", { column: one.column })].filter(Boolean).join(", ");
      if (at) where.append(` ${at}`);
      item.append(where, make("p", one.message));
      if (one.excerpt) item.append(make("pre", one.excerpt));
      if (one.hint) item.append(make("p", say("hint", { hint: one.hint }), { class: "saran" }));
      list.append(item);
    }
    const slot = document.querySelector("[data-warta-maju]");
    const beneath = slot ? say("site_follows") : say("last_good");
    overlay.replaceChildren(head, make("p", beneath, { class: "kata" }), list);
  };
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !overlay.hidden) { dismissed = JSON.stringify(known.problems); overlay.hidden = true; }
  });

  // ------------------------------------------------------------------ what the server tells

  let asked = 0;
  const ask = async () => {
    const turn = ++asked;
    try {
      const answer = await fetch(`/_ssg/page?url=${encodeURIComponent(here)}`);
      // The token is another one now: the page that asks for it comes.
      if (answer.status === 401) reload();
      if (!answer.ok) return;
      const found = await answer.json();
      if (turn !== asked) return;
      known = found;
      draw();
    } catch { /* the stream says when the server is back */ }
  };

  const fresh = (url) => {
    const at = new URL(url, location);
    at.searchParams.set("warta", Date.now().toString(36));
    return at.href;
  };
  const swap = (changed) => {
    for (const link of document.querySelectorAll("link[rel=stylesheet]")) {
      if (!changed.has(decoded(new URL(link.href).pathname)) || link.dataset.lama !== undefined) continue;
      // The old sheet goes when the new one is there, so that the page never stands bare.
      const next = link.cloneNode();
      next.href = fresh(link.href);
      link.dataset.lama = "";
      next.addEventListener("load", () => link.remove());
      next.addEventListener("error", () => { next.remove(); delete link.dataset.lama; });
      link.after(next);
    }
    for (const picture of document.images) {
      if (picture.src && changed.has(decoded(new URL(picture.src).pathname))) picture.src = fresh(picture.src);
    }
    for (const script of document.scripts) {
      if (script.src && changed.has(decoded(new URL(script.src).pathname))) reload();
    }
  };

  let stream;
  let assets;
  const act = {
    hello: (said) => {
      if (assets) {
        const differ = Object.keys(said.assets).filter((url) => assets[url] !== said.assets[url]);
        if (differ.length) swap(new Set(differ));
      }
      assets = said.assets;
      act.progress(said);
      ask();
    },
    pages: (said) => { if (said.changed.includes(here)) reload(); },
    files: (said) => swap(new Set(said.changed)),
    ready: () => { if (!page) reload(); },
    state: (said) => {
      const slot = document.querySelector("[data-warta-maju]");
      if (slot) {
        slot.querySelector("h1").textContent = said.problems.length ? say("not_shown") : say("reading");
        slot.querySelector("progress").hidden = said.problems.length > 0;
      }
      if (known.problems) { known.problems = said.problems; draw(); }
      else { known = { problems: said.problems }; errors(); }
      ask();
    },
    progress: (said) => {
      const slot = document.querySelector("[data-warta-maju]");
      if (!said.total) return;
      if (!slot) {
        const percent = Math.floor((100 * said.done) / said.total);
        known.reading = said.done < said.total ? say("reading_at", { percent }) : "";
        draw();
        return;
      }
      slot.querySelector("progress").max = said.total;
      slot.querySelector("progress").value = said.done;
      slot.querySelector("output").textContent = say("read_of", { done: number(said.done), total: number(said.total) });
    },
  };
  // A browser opens six connections to one host, so a page that nobody sees gives its own back.
  const listen = () => {
    if (document.hidden) {
      stream?.close();
      stream = undefined;
    } else if (!stream) {
      stream = new EventSource(`/_ssg/events?url=${encodeURIComponent(here)}&seen=${page}`);
      stream.onmessage = (event) => {
        const said = JSON.parse(event.data);
        act[said.kind]?.(said);
      };
      stream.onopen = () => host.removeAttribute("data-putus");
      stream.onerror = () => {
        host.setAttribute("data-putus", "");
        if (stream?.readyState === EventSource.CLOSED) {
          stream = undefined;
          ask();
          setTimeout(listen, 1000);
        }
      };
    }
  };
  document.addEventListener("visibilitychange", listen);
  addEventListener("pagehide", () => { stream?.close(); stream = undefined; });
  addEventListener("pageshow", (event) => { if (event.persisted) listen(); });
  listen();
})();
