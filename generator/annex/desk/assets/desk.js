// The desk: what comes first, and which screen an address shows.
import { dialog, icon, make, say, start, tell, to } from "./base.js";
import { begin } from "./begin.js";
import { front } from "./front.js";
import { past } from "./history.js";
import { lists } from "./lists.js";
import { library, taking, upload } from "./pictures.js";
import { publishing } from "./publishing.js";
import { get, picture } from "./server.js";

const SCREENS = {
  list: (path, query) => lists(query),
  new: () => begin(),
  // The editor is large, and lists need none.
  write: async (path) => (await import("./writing.js")).writing(path),
  photos: () => photos(),
  history: (path) => past(path),
  front: (path, query) => front(query),
};
const PLACES = [["list", "lists"], ["new", "plus"], ["photos", "photo"]];
const OF_EDITORS = [["front", "front"]];

function photos() {
  const progress = make("div");
  const found = library((one) => shown(one), { many: true });
  const take = async (files) => {
    const done = await upload(files, { shown: progress });
    if (done.length) found.put(done);
  };
  return {
    element: make("main", { class: "lists", tabindex: "-1" }, make("h1", {}, say("place_photos")), taking(take, { many: true }), progress, found.element),
    title: say("place_photos"), close: () => {},
  };
}

const shown = (one) => dialog(one.src.split("/").pop(), [
  make("img", { class: "large", src: picture(one.src, 1280), alt: "" }),
  make("p", { class: "muted" }, `${one.width} × ${one.height} · ${Math.ceil(one.bytes / 1024)} KB`), make("p", {}, make("code", {}, one.src)),
  make("h3", {}, say("where_used")),
  one.used?.length ? make("ul", {}, one.used.map((each) => make("li", {}, make("a", { href: to("write", each.path) }, each.title)))) : make("p", { class: "empty" }, say("not_used")),
], { wide: true });

let current = null;
let turn = 0;
async function show() {
  const mine = (turn += 1);
  for (const open of document.querySelectorAll("dialog[open]")) open.close();
  const [address, asked = ""] = location.hash.replace(/^#\/?/, "").split("?");
  const [name, ...rest] = address.split("/");
  let path = "";
  try { path = rest.map(decodeURIComponent).join("/"); } catch { /* then it is the lists */ }
  const screen = Object.hasOwn(SCREENS, name) ? name : "list";
  current?.close();
  current = null;
  let made;
  try {
    made = await SCREENS[screen](path, Object.fromEntries(new URLSearchParams(asked)));
  } catch (error) {
    const message = error.message || say("line_lost");
    made = { element: make("main", { class: "narrow", tabindex: "-1" }, make("p", { class: "notice" }, message), make("p", {}, make("button", { type: "button", on: { click: show } }, say("try_again")))), title: message, close: () => {} };
  }
  if (mine !== turn) { made.close(); return; }
  current = made;
  document.body.dataset.screen = screen;
  document.title = `${made.title} · ${start.site.name}`;
  document.querySelector("main")?.remove();
  document.querySelector("#desk").append(made.element);
  for (const link of document.querySelectorAll(".places a")) {
    if (link.dataset.name === screen) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  (made.focus ?? made.element).focus({ preventScroll: true });
}

function frame() {
  const { site, person } = start;
  return [
    make("header", { class: "top" }, make("a", { class: "skip", href: location.hash || "#/list", on: { click: (event) => { event.preventDefault(); document.querySelector("main")?.focus(); } } }, say("skip")), make("a", { href: to("list"), class: "site" }, site.name),
      make("nav", { class: "places", "aria-label": say("desk") }, [...PLACES, ...(person.publishes ? OF_EDITORS : [])].map(([name, drawn]) => make("a", { href: to(name), "data-name": name }, icon(drawn), make("span", {}, say(`place_${name}`))))),
      make("p", { class: "person" }, person.name, make("small", {}, say(`role_${person.role}`)))),
    publishing(),
  ];
}

async function open() {
  Object.assign(start, await get("start"));
  document.documentElement.lang = start.lang;
  document.querySelector("#desk").replaceChildren(...frame());
  addEventListener("hashchange", show);
  addEventListener("unhandledrejection", (event) => { if (event.reason?.message) tell(event.reason.message, { wrong: true }); });
  await show();
}

open().catch(() => {
  document.querySelector("#lost").hidden = false;
  setTimeout(() => location.reload(), 5000);
});
