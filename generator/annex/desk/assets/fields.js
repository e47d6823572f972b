// The form: a field for each key of the one table, by its form, and some with more to offer.
import { button, calmly, fresh, make, number, say, start } from "./base.js";
import { choosePhoto, dropping, focusPoint, taking, upload } from "./pictures.js";
import { get, picture } from "./server.js";
import { among, asked, chips, suggesting } from "./suggest.js";
import { ZONES, own, read, write } from "./times.js";

/** Return a value as a list of texts. */
export const listOf = (value) => (Array.isArray(value) ? value.filter((one) => typeof one === "string")
  : typeof value === "string" && value ? value.split(",").map((one) => one.trim()).filter(Boolean) : []);

/** Return the kanal in whose folder a text lies. */
export function folderKanal(path) {
  const found = start.site.kanal.filter((one) => path.startsWith(`${one.slug}/`)).sort((one, other) => other.slug.length - one.slug.length);
  return found[0] ?? { slug: "", name: "" };
}

/**
 * Make a field. `changed` takes its value, null for none. Return {element, key, set, problems}.
 *
 * `context` has {article: path, values: () => all values}.
 */
export function field(spec, value, changed, context) {
  const id = fresh(spec.key);
  // What stands in sight has a name that says enough. Nothing comes and goes with the focus: what is clicked would move away.
  const help = make("p", { class: spec.place ? "help sr" : "help shown", id: `${id}-help` }, spec.form === "flag" ? spec.meaning.replace(/^true /, "") : spec.meaning, spec.example && spec.form === "text" ? make("span", { class: "example" }, ` · ${say("for_example", { example: spec.example })}`) : null);
  const wrong = make("ul", { class: "problems", id: `${id}-wrong` });
  const note = make("div", { class: "notice", "aria-live": "polite" });
  const about = { id, describedBy: `${id}-help ${id}-wrong`, note };
  const widget = (FIELDS[spec.widget] ?? FIELDS[spec.form] ?? text)(spec, value, changed, context, about);
  const isGroup = widget.group;
  const name = [spec.label, spec.required ? make("span", { class: "required" }, say("required")) : null];
  const element = make(isGroup ? "fieldset" : "div", { class: `field of-${spec.form}`, "data-key": spec.key },
    isGroup ? make("legend", {}, name) : make("label", { for: id }, name), widget.element, help, note, wrong);
  return {
    element, key: spec.key, spec, set: widget.set, focus: () => (element.querySelector(`#${id}`) ?? element.querySelector("input, select, textarea, button"))?.focus(),
    problems: (items) => {
      wrong.replaceChildren(...items);
      element.classList.toggle("wrong", items.length > 0);
      const input = element.querySelector(`#${id}`);
      if (items.length) input?.setAttribute("aria-invalid", "true");
      else input?.removeAttribute("aria-invalid");
    },
  };
}

// --------------------------------------------------------------------- one input

function text(spec, value, changed, context, { id, describedBy }) {
  const long = ["headline", "long"].includes(spec.widget);
  const made = make(long ? "textarea" : "input", {
    id, "aria-describedby": describedBy, ...(long ? { rows: 2, "data-grows": "" } : { type: "text" }),
    inputmode: spec.form === "number" ? "numeric" : null, "aria-required": spec.required ? "true" : null,
  });
  const show = (next) => { made.value = typeof next === "string" ? next : ""; };
  show(value);
  // A value has one line.
  made.addEventListener("keydown", (event) => { if (event.key === "Enter" && long) event.preventDefault(); });
  made.addEventListener("input", () => changed(made.value.replace(/\s*\n\s*/g, " ").trim() || null));
  if (spec.widget === "article") {
    const element = suggesting(made, asked("article"), (item) => { made.value = item.value; changed(item.value); }, { least: 2 });
    return { element, set: show };
  }
  return { element: made, input: made, set: show };
}

function headline(spec, value, changed, context, about) {
  const count = make("output", { class: "count", for: about.id });
  const seen = make("details", { class: "seen" }, make("summary", {}, say("how_seen")));
  const tell = (next) => {
    const length = [...next].length;
    count.textContent = say("characters", { count: number(length) });
    count.classList.toggle("much", length > 70);
    if (length > 70) count.textContent += ` · ${say("google_cuts")}`;
  };
  const made = text(spec, value, (next) => { tell(next ?? ""); changed(next); }, context, about);
  made.element.classList.add("headline");
  const draw = () => { if (seen.open) seen.replaceChildren(seen.firstChild, ...elsewhere(context)); };
  seen.addEventListener("toggle", draw);
  seen.again = draw;
  tell(typeof value === "string" ? value : "");
  return { element: make("div", {}, made.element, make("div", { class: "under" }, count, seen)), set: (next) => { made.set(next); tell(next ?? ""); }, input: made.element };
}

/** How Google and WhatsApp show an article. */
function elsewhere(context) {
  const values = context.values();
  const title = values.title || say("no_title");
  const summary = values.summary || "";
  const host = start.site.public.replace(/^https?:\/\//, "").replace(/\/.*/, "");
  const kanal = start.site.kanal.find((one) => one.slug === values.category)?.name ?? folderKanal(context.article).name;
  const src = typeof values.photo === "string" ? values.photo : values.photo?.src;
  return [
    make("div", { class: "google", role: "img", "aria-label": say("on_google") },
      make("small", {}, `${start.site.name} · ${host} › ${kanal}`), make("b", {}, `${title} - ${start.site.name}`), make("p", {}, summary)),
    make("div", { class: "whatsapp", role: "img", "aria-label": say("on_whatsapp") },
      src ? make("img", { src: picture(src, 160), alt: "" }) : null,
      make("div", {}, make("b", {}, title), make("p", {}, summary), make("small", {}, host))),
  ];
}

function flag(spec, value, changed, context, { id, describedBy }) {
  const made = make("input", { id, type: "checkbox", "aria-describedby": describedBy });
  const show = (next) => { made.checked = ["true", "yes", "ya", "1", "on", "benar"].includes(String(next ?? "").toLowerCase()); };
  show(value);
  made.addEventListener("change", () => changed(made.checked ? "true" : null));
  return { element: made, set: show };
}

function choice(spec, value, changed, context, { id, describedBy }) {
  const made = make("select", { id, "aria-describedby": describedBy });
  const show = (next) => {
    const known = spec.choices.map((one) => one.value);
    const choices = [...spec.choices];
    if (!spec.default && !spec.required) choices.unshift({ value: "", label: "—" });
    // What a file says stays, even if it is none of ours.
    if (next && !known.includes(next)) choices.push({ value: next, label: String(next) });
    made.replaceChildren(...choices.map((one) => make("option", { value: one.value }, one.label)));
    made.value = next || spec.default || "";
  };
  show(value);
  made.addEventListener("change", () => changed(made.value === spec.default || !made.value ? null : made.value));
  return { element: made, set: show };
}

function kanal(spec, value, changed, context, about) {
  const choices = start.site.kanal.map((one) => ({ value: one.slug, label: one.name }));
  return choice({ ...spec, choices, default: folderKanal(context.article).slug }, value, changed, context, about);
}

/** One of the editors of the desk but its author, where site.yaml wants one who did not write it. */
function editor(spec, value, changed, context, about) {
  const authors = listOf(context.values().author);
  const choices = start.site.editors.filter((one) => !authors.includes(one)).map((one) => ({ value: one, label: one }));
  if (!start.site.editors.length) return texts({ ...spec, widget: "author" }, value, changed, context, about);
  const made = choice({ ...spec, choices }, listOf(value).join(", "), changed, context, about);
  return { ...made, set: (next) => made.set(listOf(next).join(", ")) };
}

function region(spec, value, changed, context, about) {
  const made = text(spec, value, changed, context, about);
  if (!start.site.regions.length) return made;
  const element = suggesting(made.element, among(start.site.regions), (item) => { made.element.value = item.value; changed(item.value); });
  return { element, set: made.set };
}

function time(spec, value, changed, context, { id, describedBy }) {
  const day = make("input", { id, type: "datetime-local", "aria-describedby": describedBy });
  const zone = make("select", { "aria-label": say("zone") }, ZONES.map((one) => make("option", { value: one }, one)));
  const raw = make("input", { type: "text", "aria-label": spec.label, hidden: true });
  const show = (next) => {
    const known = read(next);
    // A time that is written in a way of its own is shown as it is.
    const odd = Boolean(next) && !known;
    raw.hidden = !odd;
    day.hidden = zone.hidden = odd;
    raw.value = odd ? String(next) : "";
    day.value = known?.local ?? "";
    zone.value = known?.zone ?? own();
  };
  show(value);
  const say_ = () => changed(day.value ? write({ local: day.value, zone: zone.value }) : null);
  day.addEventListener("change", say_);
  zone.addEventListener("change", () => { if (day.value) say_(); });
  raw.addEventListener("input", () => changed(raw.value.trim() || null));
  return { element: make("div", { class: "timed" }, day, zone, raw), set: show };
}

// ----------------------------------------------------------------------- several

function texts(spec, value, changed, context, { id, describedBy, note }) {
  const what = spec.widget;
  // One is written as one, as files have it.
  const out = (list) => changed(list.length > 1 || (list.length && what === "tag") ? list : list[0] ?? null);
  const commas = what === "author" || what === "tag";
  const near = async (added) => {
    note.replaceChildren();
    if (what !== "tag") return;
    const { near: found = [] } = await get("suggest", { what, q: added }).catch(() => ({}));
    const other = found.find((one) => (one.value ?? one) !== added);
    if (!other) return;
    const name = other.value ?? other;
    note.replaceChildren(make("p", {}, say("near_tag", { name, count: number(other.count ?? 0) }), " ",
      button(say("use_that"), () => { made.swap(added, name); note.replaceChildren(); }, { class: "small" })));
  };
  const made = chips({
    id, label: spec.label, values: commas ? listOf(value) : [value ?? []].flat(), describedBy,
    source: what ? asked(what) : null, changed: out, added: near,
  });
  return { element: made.element, set: (next) => made.set(commas ? listOf(next) : [next ?? []].flat()) };
}

/** {name, url}, a name, or a list of these. */
function named(spec, value, changed, context, { id }) {
  const rows = make("div", { class: "rows" });
  const plain = (one) => (typeof one === "object" && one ? { name: one.name ?? "", url: one.url ?? "" } : { name: String(one ?? ""), url: "" });
  const out = () => {
    const found = [...rows.children].map((row) => {
      const [name, url] = [...row.querySelectorAll("input")].map((input) => input.value.trim());
      return url ? { name, url } : name;
    }).filter((one) => one && (typeof one === "string" || one.name || one.url));
    changed(found.length > 1 ? found : found[0] ?? null);
  };
  const add = (one, first) => {
    const name = make("input", { id: first ? id : null, type: "text", value: one.name, placeholder: say("name"), "aria-label": `${spec.label}: ${say("name")}` });
    const url = make("input", { type: "url", value: one.url, placeholder: "https://…", "aria-label": `${spec.label}: ${say("address")}` });
    for (const input of [name, url]) input.addEventListener("input", out);
    rows.append(make("div", { class: "row" }, name, url));
  };
  const show = (next) => {
    rows.replaceChildren();
    const all = [next ?? ""].flat();
    (all.length ? all : [""]).forEach((one, index) => add(plain(one), index === 0));
  };
  show(value);
  return { element: make("div", {}, rows, button(say("add_another"), () => { add(plain(""), false); rows.lastChild.querySelector("input").focus(); }, { class: "small" })), set: show };
}

// ------------------------------------------------------------------------- groups

function inner(spec, given, changed, context) {
  let value = typeof given === "string" ? { [spec.fields[0]?.key]: given } : { ...given };
  const fields = spec.fields.map((one) => field(one, value[one.key], (next) => {
    if (next === null) delete value[one.key];
    else value[one.key] = next;
    changed(Object.keys(value).length ? { ...value } : null);
  }, context));
  return {
    fields, value: () => value,
    set: (next) => {
      value = typeof next === "string" ? { [spec.fields[0]?.key]: next } : { ...next };
      for (const one of fields) one.set(value[one.key]);
    },
  };
}

function group(spec, value, changed, context) {
  const made = inner(spec, value, changed, context);
  return { group: true, element: make("div", { class: "group" }, made.fields.map((one) => one.element)), set: made.set };
}

function groups(spec, value, changed, context) {
  const box = make("div", { class: "rows" });
  let all = [];
  const out = () => changed(all.length ? all.map((one) => one.value()) : null);
  const add = (one) => {
    const made = inner(spec, one, out, context);
    all.push(made);
    const shown = make("div", { class: "group" }, made.fields.map((each) => each.element),
      button(say("remove"), () => { all = all.filter((each) => each !== made); shown.remove(); out(); }, { class: "small" }));
    box.append(shown);
  };
  const show = (next) => { all = []; box.replaceChildren(); for (const one of [next ?? []].flat()) add(one); };
  show(value);
  return { group: true, element: make("div", {}, box, button(say("add"), () => add({}), { class: "small" })), set: show };
}

function photo(spec, value, changed, context) {
  const box = make("div", { class: "group photo" });
  const progress = make("div");
  let own_ = null;
  const out = (next) => { own_ = next; changed(next && Object.keys(next).length ? next : null); };
  const put = (found) => {
    const next = { ...own_, src: found.src };
    delete next.focus;
    out(next);
    draw();
  };
  const take = async (files) => {
    const [done] = await upload(files, { article: context.article, caption: own_?.caption ?? "", shown: progress });
    if (done) put(done);
  };
  const choose = async () => {
    const found = await choosePhoto(context.article);
    if (found) put(found);
  };
  const draw = () => {
    if (!own_?.src) {
      box.replaceChildren(taking(take), progress, button(say("from_library"), choose, { class: "small" }));
      return;
    }
    const focusing = calmly(() => out(own_), 200);
    const others = spec.fields.filter((one) => !["src", "focus"].includes(one.key));
    const fields = others.map((one) => field(one, own_[one.key], (next) => {
      const changed_ = { ...own_, [one.key]: next };
      if (next === null) delete changed_[one.key];
      out(changed_);
    }, context).element);
    box.replaceChildren(
      focusPoint(own_.src, own_.focus, (focus) => { own_ = { ...own_, focus }; focusing(); }),
      make("p", { class: "file" }, make("code", {}, own_.src)), progress,
      make("div", { class: "buttons" }, button(say("other_photo"), choose, { class: "small" }),
        button(say("remove_photo"), () => { out(null); draw(); }, { class: "small" })),
      ...fields.slice(0, 3), make("details", {}, make("summary", {}, say("more_about_photo")), fields.slice(3)));
  };
  const show = (next) => {
    own_ = typeof next === "string" ? { src: next } : next ? { ...next } : null;
    draw();
  };
  dropping(box, (files) => take(files.slice(0, 1)));
  show(value);
  return { group: true, element: box, set: show };
}

const FIELDS = { text, texts, time, flag, choice, named, group, groups, headline, kanal, editor, region, photo };
