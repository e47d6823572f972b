// Photos: sending them, choosing one of those that are there, and the point of one that must stay in view.
import { button, calmly, dialog, fresh, icon, labelled, make, number, say, tell } from "./base.js";
import { forget } from "./keeping.js";
import { get, picture, send } from "./server.js";

const KINDS = "image/*,.heic,.heif";

/** Send photos, or `papers` too, to the server one after the other; return what became of those that it took. */
export async function upload(files, { article = "", caption = "", shown = null, papers = false } = {}) {
  const done = [];
  for (const file of files) {
    const bar = make("progress", { max: 1, "aria-label": file.name });
    const row = make("p", { class: "upload", role: "status" }, make("span", {}, say("sending_file", { name: file.name })), bar);
    shown?.append(row);
    try {
      const answer = await send(papers && !isPhoto(file) ? "documents" : "photos", { name: file.name, article, caption }, file, (part) => { bar.value = part; });
      done.push(answer);
      if (answer.already) tell(say("file_there", { name: file.name }));
    } catch (error) {
      tell(say("file_refused", { name: file.name, why: error.message }), { wrong: true });
    }
    row.remove();
  }
  return done;
}

/** Ask for files of the machine. */
export function picking(attributes, taken) {
  const input = make("input", { type: "file", hidden: true, ...attributes });
  input.addEventListener("change", () => { input.remove(); taken([...input.files]); });
  document.body.append(input);
  input.click();
}

/** A button that opens the telephone's camera or gallery, or the folder; and a place to drop a file on. */
export function taking(taken, { many = false } = {}) {
  const box = make("div", { class: "drop" },
    button([icon("photo"), say("choose_file")], () => picking({ accept: KINDS, multiple: many }, taken)),
    button(say("camera"), () => picking({ accept: "image/*", capture: "environment" }, taken), { class: "touch-only" }),
    make("span", { class: "mouse-only" }, say("or_drop")));
  dropping(box, (files) => taken(many ? files : files.slice(0, 1)));
  return box;
}

export function dropping(box, taken) {
  box.addEventListener("dragover", (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    box.classList.add("over");
  });
  box.addEventListener("dragleave", () => box.classList.remove("over"));
  box.addEventListener("drop", (event) => {
    box.classList.remove("over");
    const files = [...event.dataTransfer.files].filter(isPhoto);
    if (!files.length) return;
    event.preventDefault();
    event.stopPropagation();
    taken(files);
  });
}

const isPhoto = (file) => file.type.startsWith("image/") || /\.hei[cf]$/i.test(file.name);

/** The photos that are there, with a search; `chosen` takes one. */
export function library(chosen, { many = false } = {}) {
  const search = make("input", { type: "search", placeholder: say("search_photos"), "aria-label": say("search_photos") });
  const grid = make("ul", { class: many ? "photos big" : "photos" });
  const more = button(say("more"), () => load(), { hidden: true });
  const none = make("p", { class: "empty", hidden: true }, say("no_photos"));
  let after = "";
  let turn = 0;
  const load = async (anew = false) => {
    const mine = (turn += 1);
    if (anew) after = "";
    let found;
    try { found = await get("photos", { q: search.value.trim(), after }); } catch (error) { tell(error.message, { wrong: true }); return; }
    if (mine !== turn) return;
    if (anew) grid.replaceChildren();
    grid.append(...found.items.map((one) => tile(one, chosen)));
    after = found.after;
    more.hidden = !after;
    none.hidden = grid.children.length > 0;
  };
  search.addEventListener("input", calmly(() => load(true), 300));
  load(true);
  /** Show first what has just come, which no search knows yet. */
  const put = (items) => {
    for (const one of items) {
      [...grid.children].find((tile_) => tile_.dataset.src === one.src)?.remove();
      grid.prepend(tile({ used: [], ...one }, chosen));
    }
    none.hidden = true;
  };
  return { element: make("div", { class: "library" }, search, grid, none, more), put };
}

function tile(one, chosen) {
  const name = one.src.split("/").pop();
  const shown = make("img", { src: picture(one.src, 320), alt: "", loading: "lazy", width: 320, height: 213 });
  const used = one.used?.length ? say("used_in", { count: number(one.used.length) }) : say("not_used");
  return make("li", { "data-src": one.src }, make("button", { type: "button", on: { click: () => chosen(one) } }, shown,
    make("span", { class: "name" }, name), make("small", {}, used)));
}

/** Ask for a photo: a new one, or one that is there. Return {src, …}, or null. */
export function choosePhoto(article) {
  return dialog(say("do_photo"), (shut) => {
    const progress = make("div");
    const take = async (files) => {
      const [done] = await upload(files, { article, shown: progress });
      if (done) shut(done);
    };
    return [taking(take), progress, make("h3", {}, say("from_library")), library((one) => shut(one)).element];
  }, { wide: true });
}

/** Ask for a photo and its words, for the middle of a text; return Markdown, or null. */
export async function photoInText(article, given = null) {
  const photo = given ?? await choosePhoto(article);
  if (!photo) return null;
  const caption = make("textarea", { rows: 3, autofocus: true });
  const credit = make("input", { type: "text" });
  const alt = make("input", { type: "text" });
  const name = `photo ${article} ${photo.src}`;
  const made = await dialog(say("do_photo"), [
    make("img", { class: "large", src: picture(photo.src, 640), alt: "" }),
    labelled(say("caption"), caption), labelled(say("credit"), credit), labelled(say("alt"), alt, say("alt_help")),
  ], { actions: [{ label: say("insert"), run: (shut) => shut(markdown(photo.src, alt.value, caption.value, credit.value)) }], keep: name });
  if (made) forget(name);
  return made;
}

const flat = (text) => text.replace(/\s+/g, " ").trim();

/** Return a photo as the text has it. */
export function markdown(src, alt, caption, credit) {
  const title = flat([flat(caption), flat(credit) && `(Foto: ${flat(credit)})`].filter(Boolean).join(" "));
  const address = /[\s()<>]/.test(src) ? `<${src}>` : src;
  return `![${flat(alt).replace(/([\\\[\]])/g, "\\$1")}](${address}${title ? ` "${title.replace(/([\\"])/g, "\\$1")}"` : ""})`;
}

/** The point of a photo that stays in view, by a click or the arrow keys. */
export function focusPoint(src, value, changed) {
  let [x, y] = parse(value);
  const said = make("output", { id: fresh("focus") });
  const cross = make("span", { class: "cross", "aria-hidden": "true" });
  const whole = make("img", { src: picture(src, 640), alt: "", draggable: "false" });
  const crops = ["wide", "square"].map((kind) => make("img", { src: picture(src, 320), alt: "", class: kind }));
  const draw = () => {
    cross.style.left = `${x}%`;
    cross.style.top = `${y}%`;
    for (const one of crops) one.style.objectPosition = `${x}% ${y}%`;
    said.textContent = say("focus_at", { x, y });
  };
  const put = (across, down) => {
    x = Math.round(Math.min(100, Math.max(0, across)));
    y = Math.round(Math.min(100, Math.max(0, down)));
    draw();
    changed(`${x}% ${y}%`);
  };
  const area = make("button", { type: "button", class: "focus", "aria-label": say("focus"), "aria-describedby": said.id }, whole, cross);
  area.addEventListener("click", (event) => {
    // A click by the keyboard has no place, and a picture that is not there yet has none.
    if (!event.detail || !whole.naturalWidth) return;
    const box = whole.getBoundingClientRect();
    put(100 * (event.clientX - box.left) / box.width, 100 * (event.clientY - box.top) / box.height);
  });
  area.addEventListener("keydown", (event) => {
    const step = event.shiftKey ? 10 : 2;
    const [across, down] = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[event.key] ?? [0, 0];
    if (!across && !down) return;
    event.preventDefault();
    put(x + across, y + down);
  });
  draw();
  return make("div", { class: "focusing" }, area, make("div", { class: "crops" }, crops), make("p", { class: "help shown" }, say("focus_help"), " ", said));
}

function parse(value) {
  const found = /^(\d+)% (\d+)%$/.exec(value ?? "");
  return found ? [Number(found[1]), Number(found[2])] : [50, 50];
}
