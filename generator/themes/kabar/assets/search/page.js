// The search page: what readers ask, as it stands in the address, and what they see of the answer. All words are those of
// the page, and whatever comes from outside becomes text, never markup.
import { LETTERS, SLOTS, tokens } from "./core.js";
import { Damage, Searcher } from "./index.js";

const STEP = 10;
const FILTERS = { kanal: "k:", wilayah: "d:", jenis: "j:", penulis: "p:" };
const ZONES = { 420: "WIB", 480: "WITA", 540: "WIT" };

const one = (selector) => document.querySelector(selector);
const form = one("form[data-cari]"), box = form.querySelector("[type=search]"), choices = one("#saringan");
const status = one(".jumlah"), notes = one("[data-ihwal]"), list = one("[data-daftar]"), help = one("[data-cara]");
const lacking = one("[data-kurang]"), sorter = one("[data-susun]"), more = one("[data-lagi]"), opener = one("[data-saringan]"), pattern = one("[data-templat]");
const say = { ...status.dataset, ...notes.dataset, ...list.dataset, ...lacking.dataset }, months = say.bulan.split(" "), title = document.title;
const root = new URL("../..", import.meta.url);
const figure = (number) => number.toLocaleString(document.documentElement.lang);
const put = (words, ...values) => values.reduce((text, value) => text.replace("%s", () => value), words);
const hide = (element, hidden) => { element.hidden = hidden; };
// Addresses of the site are paths on it, wherever it lies on its host.
const address = (path) => (path.startsWith("/") ? new URL(`.${path}`, root).href : path);

// ------------------------------------------------------------------------------ what is asked, and where it is kept

const asked = () => new URLSearchParams(location.search);
const controls = [...choices.elements].filter((element) => element.name);

const current = () => {
  const found = new URLSearchParams();
  for (const { name, value } of [{ name: "q", value: box.value.trim() }, ...controls]) if (value) found.set(name, value);
  return found;
};

const show = () => {
  const query = asked();
  box.value = query.get("q") ?? "";
  for (const control of controls) {
    const value = query.get(control.name) ?? "";
    // A link may name what has no entry of its own, such as an author without a profile.
    if (value && ![...control.options].some((option) => option.value === value)) control.add(new Option(value, value));
    control.value = value;
  }
  if (controls.some(({ value }) => value)) opener.setAttribute("aria-expanded", "true");
};

const keep = (state) => history.replaceState({ ...history.state, ...state }, "");

const go = (query, literal) => {
  if (literal) query.set("tertulis", "1");
  keep({ y: scrollY });
  history.pushState(null, "", `${location.pathname}${query.size ? `?${query}` : ""}`);
  show();
  run();
};

// --------------------------------------------------------------------------------------------------- what is shown

const button = (text, action) => {
  const made = Object.assign(document.createElement("button"), { type: "button", className: "tombol", textContent: text });
  made.onclick = action;
  return made;
};

const note = (place, text, ...elements) => {
  const made = document.createElement("p");
  made.append(text, " ", ...elements);
  place.append(made);
};

// A text with what was searched for marked in it.
const marked = (text, terms, language) => {
  const made = document.createDocumentFragment();
  let last = 0;
  for (const { 0: word, index } of text.matchAll(/[\p{L}\p{N}][\p{L}\p{N}\p{M}'’ʼ]*/gu)) {
    if (!tokens(word).some((token) => terms.has(language.stem(token)))) continue;
    made.append(text.slice(last, index), Object.assign(document.createElement("mark"), { textContent: word }));
    last = index + word.length;
  }
  made.append(text.slice(last));
  return made;
};

const two = (number) => String(number).padStart(2, "0");

const moment = (element, minutes, offset, dayAlone) => {
  const at = new Date((minutes + offset) * 60000), away = Math.abs(offset);
  const shift = `${offset < 0 ? "-" : "+"}${two(Math.floor(away / 60))}:${two(away % 60)}`;
  const clock = `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`;
  const zone = ZONES[offset] ?? `UTC${shift.replace(/^(.)0|:00$/g, "$1")}`;
  const day = `${at.getUTCDate()} ${months[at.getUTCMonth()].slice(0, 3)} ${at.getUTCFullYear()}`;
  const iso = at.toISOString().slice(0, 10);
  element.dateTime = dayAlone ? iso : `${iso}T${clock}${shift}`;
  element.textContent = dayAlone ? day : `${day}, ${clock} ${zone}`;
};

const picture = (place, photo) => {
  const image = Object.assign(document.createElement("img"), { alt: "", loading: "lazy", decoding: "async", width: 400, height: 300 });
  image.src = address(photo);
  place.append(image);
};

const result = ([url, headline, minutes, offset, kanal, type, summary, photo, byline, flags], view) => {
  const { manifest, language } = view.searcher;
  const made = pattern.content.cloneNode(true).firstElementChild;
  const fill = (name, value, way = (element) => element.append(value)) => {
    for (const element of made.querySelectorAll(`[data-isi="${name}"]`)) value ? way(element) : element.remove();
  };
  const words = (text) => (element) => element.replaceChildren(marked(text, view.terms, language));
  fill("judul", headline, (element) => { element.href = address(url); words(headline)(element); });
  fill("ringkasan", summary, words(summary));
  fill("foto", photo, (element) => { element.classList.add(`jenis-${type}`); picture(element, photo); });
  const sort = manifest.types[type] ?? type, channel = manifest.kanal[kanal] ?? kanal;
  fill("jenis", sort, (element) => {
    element.classList.add(`label-${type}`);
    element.append(sort);
  });
  // A kind named like its kanal is not said twice.
  fill("kanal", channel !== sort && channel);
  fill("penulis", byline);
  fill("dicabut", flags & 1, () => {});
  fill("ai", photo && flags & 4, () => {});
  fill("waktu", true, (element) => moment(element, minutes, offset, flags & 2));
  made.classList.toggle("polos", !photo);
  return made;
};

// ------------------------------------------------------------------------------------------------------ the search

let opened, turn = 0, view;

const searcher = () => {
  opened ||= Searcher.open(new URL("cari/indeks/", root)).then((found) => {
    offer(found.manifest);
    return found;
  });
  opened.catch(() => { opened = undefined; });
  return opened;
};

// The choices that the index has; a control without any is of no use.
const offer = ({ segments, kanal, regions }) => {
  const years = [...new Set(segments.map(({ name }) => name.slice(0, 4)))];
  const all = { kanal: Object.entries(kanal), wilayah: Object.entries(regions), tahun: years.map((year) => [year, year]) };
  for (const [name, found] of Object.entries(all)) {
    const control = choices.elements[name];
    control.length = 1;
    // A regency stands below its province.
    for (const [value, text] of found) control.add(new Option(value.includes("/") ? `– ${text}` : text, value));
    hide(control.parentNode, found.length < 2);
  }
  show();
};

const keyOf = ({ heads }, hit) => `${heads[hit.segment].name}/${hit.document}`;

// Append results until there are as many as are wanted, each as soon as it is there. What is there stays where it is.
const fill = async (view) => {
  const { part, shown, lost, wanted } = view;
  const known = new Set([...shown, ...lost]);
  const next = part.hits.filter((hit) => !known.has(keyOf(part, hit))).slice(0, wanted - shown.length);
  const rows = next.map((hit) => view.searcher.row(part.heads[hit.segment], hit.document).catch((error) => error));
  for (const [at, hit] of next.entries()) {
    const row = await rows[at], head = part.heads[hit.segment];
    if (view.turn !== turn) return;
    if (row instanceof Error) {
      if (!(row instanceof Damage) || row.old) throw row;
      if (!part.missing.includes(head)) part.missing.push(head);
      lost.push(keyOf(part, hit));
      continue;
    }
    if (!hit.whole && view.whole) {
      view.whole = false;
      list.append(Object.assign(document.createElement("p"), { className: "pembatas", textContent: say.bagian }));
    }
    shown.push(keyOf(part, hit));
    list.append(result(row, view));
  }
};

const tell = (view) => {
  const { part, words, literal } = view, { hits, complete, missing } = part;
  const count = hits.filter(({ whole }) => whole).length || hits.length;
  const found = complete ? (count ? put(count === 1 ? say.satu : say.jumlah, figure(count)) : say.nihil)
    : (count ? put(say.sejauh, figure(count)) : say.sedang);
  if (status.textContent !== found) status.textContent = found;
  notes.replaceChildren();
  lacking.replaceChildren();
  if (part.corrected.size) {
    const link = Object.assign(document.createElement("a"), { textContent: put(say.tertulis, words) });
    const query = current();
    query.set("tertulis", "1");
    link.href = `?${query}`;
    link.onclick = (event) => { event.preventDefault(); go(current(), true); };
    note(notes, put(say.ejaan, tokens(words).map((word) => part.corrected.get(word) ?? word).join(" ")), link);
  }
  if (part.leftOut || words.length > LETTERS) note(notes, put(say.lebih, figure(SLOTS)));
  if (missing.length) {
    note(lacking, put(say.sebagian, missing.map(({ name }) => name).join(", ")), button(say.ulang, () => run(view)));
  }
  if (complete && !count && !missing.length) {
    note(notes, say.saran, ...(view.filtered ? [button(say.lepas, () => go(new URLSearchParams({ q: words })))] : []));
  }
  const order = hits.slice(0, view.shown.length + view.lost.length).map((hit) => keyOf(part, hit)).filter((key) => !view.lost.includes(key));
  const better = complete && view.shown.some((key, at) => key !== order[at]);
  hide(sorter, !better);
  hide(more.parentNode, !complete || view.shown.length + view.lost.length >= hits.length);
};

// The same results in their order, since the reader wants it so.
const again = async (view) => {
  Object.assign(view, { shown: [], whole: view.part.hits[0]?.whole });
  list.replaceChildren();
  await fill(view);
  tell(view);
};

const start = () => {
  const query = asked(), { shown = STEP, y = 0 } = history.state ?? {};
  const filters = Object.entries(FILTERS).flatMap(([name, mark]) => (query.get(name)
    ? [query.get(name).split(",").map((one) => mark + one).join(" ")] : []));
  const year = query.get("tahun") ?? "", words = (query.get("q") ?? "").trim();
  list.replaceChildren();
  return {
    words, year, filters, literal: query.has("tertulis"), newestFirst: query.get("urut") === "terbaru",
    filtered: filters.length > 0 || year !== "", shown: [], lost: [], wanted: shown, y, back: Boolean(history.state), whole: false,
  };
};

/** Search for what the address says; with `before` go on with a search of which a part was missing. */
const run = async (before) => {
  const mine = ++turn;
  view = before ?? start();
  Object.assign(view, { turn: mine, lost: [] });
  document.title = view.words ? `${view.words.slice(0, 80)} - ${title}` : title;
  notes.replaceChildren();
  lacking.replaceChildren();
  hide(sorter, true);
  status.textContent = view.words ? say.sedang : "";
  hide(help, Boolean(view.words));
  hide(more.parentNode, true);
  try {
    view.searcher = await searcher();
    if (!before) view.searcher.renewed = false;
    if (!view.words) {
      view.searcher.ahead();
      return;
    }
    for await (const part of view.searcher.search(view.words, view)) {
      if (mine !== turn) return;
      // Who comes back finds the page as it was left.
      if (view.back && !part.complete) continue;
      view.part = part;
      view.terms = part.terms;
      view.whole ||= part.hits[0]?.whole;
      await fill(view);
      if (mine !== turn) return;
      tell(view);
    }
    if (view.back) scrollTo(0, view.y);
  } catch (error) {
    if (mine !== turn) return;
    // The portal was published anew since the page was opened: its manifest is asked for again, once.
    if (error.old && (await view.searcher.renew().then(() => true, () => false))) {
      run(Object.assign(start(), { searcher: view.searcher }));
      return;
    }
    status.replaceChildren();
    lacking.replaceChildren();
    note(lacking, say.gagal, button(say.ulang, () => run()));
    if (!(error instanceof Damage)) console.error(error);
  }
};

// ----------------------------------------------------------------------------------------------- what the reader does

const links = () => [...list.querySelectorAll("h3 a")];
const focusOn = (at) => (links()[at] ?? box).focus();

const people = async () => {
  const control = choices.elements.penulis;
  const found = await fetch(new URL("cari/indeks/saran.json", root)).then((answer) => answer.json()).catch(() => ({ people: [] }));
  const had = new Map([...control.options].map((option) => [option.value, option]));
  for (const [name, , slugs] of found.people) {
    if (had.has(slugs)) had.get(slugs).text = name;
    else control.add(new Option(name, slugs));
  }
};

const listen = () => {
  form.onsubmit = (event) => {
    event.preventDefault();
    box.blur();
    go(current());
  };
  choices.onchange = () => go(current());
  choices.onsubmit = (event) => event.preventDefault();
  for (const kind of ["focusin", "pointerover"]) {
    choices.addEventListener(kind, () => { people.asked ||= people(); }, { once: true });
  }
  opener.onclick = () => opener.setAttribute("aria-expanded", String(opener.getAttribute("aria-expanded") !== "true"));
  sorter.onclick = async () => {
    await again(view);
    focusOn(0);
  };
  more.onclick = async () => {
    const first = view.shown.length;
    view.wanted = first + STEP;
    keep({ shown: view.wanted });
    await fill(view);
    tell(view);
    focusOn(first);
  };
  addEventListener("popstate", () => { show(); run(); });
  addEventListener("pagehide", () => keep({ y: scrollY }));
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
    const at = links().indexOf(document.activeElement), here = document.activeElement === box;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && (at >= 0 || (here && step > 0)) && links().length) {
      event.preventDefault();
      focusOn(Math.min(at + step, links().length - 1));
    } else if (event.key === "Escape" && at >= 0) {
      box.focus();
    }
  });
};

const able = () => {
  try {
    return Boolean(new DecompressionStream("deflate-raw"));
  } catch {
    return false;
  }
};

if (able()) {
  history.scrollRestoration = "manual";
  listen();
  show();
  run();
} else {
  note(notes, say.lama);
}
