// What all screens are made with: words, elements, dialogs, and what is said in passing.
import { keeping } from "./keeping.js";

/** What the server told at the start: site, person, words, fields. */
export const start = {};

/** Return a sentence in the desk's language, with its gaps filled in. */
export const say = (name, values = {}) =>
  (start.words?.[name] ?? name).replace(/\{(\w+)\}/g, (gap, value) => values[value] ?? gap);
export const number = (value) => Number(value).toLocaleString(start.words?.locale);

let last = 0;
/** Return an id that no other element has. */
export const fresh = (name = "e") => `${name}-${(last += 1)}`;

const OURS = /^(?:https?:\/\/|\/(?![/\\])|#|blob:|api\/|data:,)/;

/** Make an element. Text is text; an address that is neither ours nor of the web leads nowhere. */
export function make(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (key === "on") for (const [event, heard] of Object.entries(value)) made.addEventListener(event, heard);
    else if (key === "value") made.value = value;
    else if ((key === "href" || key === "src") && !OURS.test(value)) continue;
    else made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

export const button = (text, pressed, attributes = {}) =>
  make("button", { type: "button", ...attributes, on: { click: pressed } }, text);

const SHAPES = {
  bold: "M7 5h6a3.5 3.5 0 0 1 0 7H7zM7 12h7a3.5 3.5 0 0 1 0 7H7z",
  italic: "M14 5h-4M14 19h-4M14 5l-4 14",
  link: "M10 14a4 4 0 0 0 6 0l3-3a4.2 4.2 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4.2 4.2 0 0 0 6 6l1-1",
  list: "M9 6h11M9 12h11M9 18h11M4 6h1M4 12h1M4 18h1",
  quote: "M6 7h5v5c0 3-2 5-5 5M14 7h5v5c0 3-2 5-5 5",
  heading: "M6 5v14M18 5v14M6 12h12",
  also: "M5 4h11l3 3v13H5zM9 10h6M9 14h6",
  page: "M4 12h3m3 0h4m3 0h3M6 4v4h12V4M6 20v-4h12v4",
  document: "M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6",
  photo: "M4 6h16v13H4zM4 16l5-5 4 4 3-3 4 4M15 10h.01",
  embed: "M8 8l-4 4 4 4M16 8l4 4-4 4M13 6l-2 12",
  mark: "M12 4v16M5 8l14 8M19 8L5 16",
  find: "M11 5a6 6 0 1 0 0 12 6 6 0 0 0 0-12zM15.5 15.5L20 20",
  undo: "M9 7H15a5 5 0 0 1 0 10H8M9 7l3-3M9 7l3 3",
  plus: "M12 5v14M5 12h14",
  back: "M15 5l-7 7 7 7",
  text: "M5 5h14M12 5v14",
  lists: "M4 6h16M4 12h16M4 18h10",
  front: "M4 5h16v14H4zM4 10h16M12 10v9",
  send: "M12 19V5M6 11l6-6 6 6",
};

/** Return a small drawing. */
export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const drawn = document.createElementNS(space, "svg");
  for (const [key, value] of Object.entries({ viewBox: "0 0 24 24", "aria-hidden": "true", class: "icon" })) drawn.setAttribute(key, value);
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", SHAPES[name] ?? "");
  drawn.append(path);
  return drawn;
}

/** Say something that passes by. */
export function tell(text, { wrong = false, action = null } = {}) {
  const made = make("p", { class: wrong ? "toast wrong" : "toast" }, text);
  // What is said again is said once.
  for (const one of document.querySelectorAll("#toasts p")) if (one.firstChild.textContent === text) one.remove();
  if (action) made.append(button(action.label, () => { made.remove(); action.run(); }, { class: "plain" }));
  made.append(button("×", () => made.remove(), { class: "plain", "aria-label": say("close") }));
  document.querySelector("#toasts").append(made);
  setTimeout(() => made.remove(), wrong || action ? 15000 : 6000);
}

/**
 * Show a dialog until it is closed; `body` are its elements. Return what was given to `close`, or null.
 *
 * With `send`, it stays until what was given has been sent, and shows a refusal where it belongs. What is typed is kept
 * by the name `keep`; whoever has sent it forgets it.
 */
export function dialog(title, body, { actions = [], wide = false, begin = null, send = null, keep = "" } = {}) {
  return new Promise((resolve) => {
    const id = fresh("title");
    let answer = null;
    const shut = (value = null) => { answer = value; made.close(); };
    const foot = make("footer", {}, button(say("cancel"), () => shut(), { class: "quiet" }),
      actions.map((one) => make("button", { type: "submit", class: one.danger ? "danger" : "primary", value: one.name ?? "" }, one.label)));
    const form = make("form", { method: "dialog", novalidate: true }, make("h2", { id }, title),
      make("div", { class: "inside" }, typeof body === "function" ? body(shut) : body), foot);
    const made = make("dialog", { class: wide ? "wide" : "", "aria-labelledby": id }, form);
    const wrong = make("p", { class: "wrong-text", role: "alert" });
    const refused = (error) => {
      const why = (error.told?.problems ?? []).map((one) => one.hint).filter(Boolean);
      wrong.textContent = [error.message, ...why].join(" · ");
      const near = [...form.querySelectorAll("input, textarea")].find((one) => one.value.trim() && error.message.includes(one.value.trim()));
      if (near) { near.parentNode.append(wrong); near.focus(); } else foot.before(wrong);
    };
    const deliver = async (values) => {
      const buttons = foot.querySelectorAll("[type=submit]");
      wrong.remove();
      buttons.forEach((one) => { one.disabled = true; });
      try {
        await send(values);
        shut(values);
      } catch (error) { refused(error); } finally { buttons.forEach((one) => { one.disabled = false; }); }
    };
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const chosen = actions.find((one) => (one.name ?? "") === (event.submitter?.value ?? "")) ?? actions[0];
      if (!form.checkValidity()) { form.reportValidity(); return; }
      if (chosen) chosen.run(send ? deliver : shut);
    });
    if (keep) keeping(form, keep);
    made.addEventListener("close", () => { made.remove(); resolve(answer); });
    document.body.append(made);
    made.showModal();
    (begin?.() ?? made.querySelector("[autofocus]"))?.focus();
  });
}

/** Ask something that can be answered by yes. */
export const confirm = (title, text, label, danger = false, how = {}) =>
  dialog(title, [make("p", {}, text)], { actions: [{ label, danger, run: (shut) => shut(true) }], ...how });

/** A labelled input, as dialogs have them. */
export function labelled(text, input, help = "") {
  input.id ||= fresh("input");
  const said = help && make("p", { class: "help shown", id: fresh("help") }, help);
  if (said) input.setAttribute("aria-describedby", said.id);
  return make("div", { class: "field" }, make("label", { for: input.id }, text), input, said || null);
}

/** Return a function that runs `run` once nothing has asked for it for some milliseconds. */
export function calmly(run, milliseconds) {
  let timer = 0;
  return (...given) => {
    clearTimeout(timer);
    timer = setTimeout(() => run(...given), milliseconds);
  };
}

/** Return an address of the desk: a screen and the path of a text. */
export const to = (screen, path = "", query = {}) => {
  const asked = new URLSearchParams(Object.entries(query).filter(([, value]) => value)).toString();
  return `#/${screen}${path ? `/${path.split("/").map(encodeURIComponent).join("/")}` : ""}${asked ? `?${asked}` : ""}`;
};

/** What is to be asked before another screen comes, and done when it does. */
export const leaving = { run: null };
