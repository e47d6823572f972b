// Suggestions below a search box while a reader types: people, topics and new headlines, from one small file of the portal.
// kabar.js loads this when a box is first gone to; a list as the combobox of ARIA has it.
import { tokens } from "./core.js";

const MOST = 7, EACH = 3;
const root = new URL("../..", import.meta.url);
let known;

const load = async (words) => {
  const found = await (await fetch(new URL("cari/indeks/saran.json", root))).json();
  const sorts = [[found.people, words.orang], [found.topics, words.topik], [found.headlines, ""]];
  return sorts.map(([entries, sort]) => entries.map(([name, url]) => ({ name, url, sort, words: tokens(name) })));
};

const matching = (sorts, typed) => {
  const wanted = tokens(typed);
  if (!wanted.length) return [];
  const fits = ({ words }) => wanted.every((start) => words.some((word) => word.startsWith(start)));
  return sorts.flatMap((entries, at) => entries.filter(fits).slice(0, at < 2 ? EACH : MOST)).slice(0, MOST);
};

/** Suggest below a box, in which `before` stood when it was gone to; `words` are those of the page. */
export default (box, words, before) => {
  const list = Object.assign(document.createElement("ul"), { id: `saran-${document.querySelectorAll(".saran").length}`, className: "saran", hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", words.saran);
  box.form.append(list);
  const set = (name, value) => box.setAttribute(name, value);
  set("role", "combobox");
  set("aria-autocomplete", "list");
  set("aria-controls", list.id);
  set("aria-expanded", "false");
  box.autocomplete = "off";
  let chosen = -1, shown = [];

  const choose = (at) => {
    chosen = at;
    [...list.children].forEach((item, place) => item.setAttribute("aria-selected", String(place === at)));
    if (at < 0) box.removeAttribute("aria-activedescendant");
    else {
      set("aria-activedescendant", list.children[at].id);
      list.children[at].scrollIntoView({ block: "nearest" });
    }
  };

  const show = (entries) => {
    shown = entries;
    list.replaceChildren(...entries.map(({ name, sort }, at) => {
      const item = Object.assign(document.createElement("li"), { id: `${list.id}-${at}`, textContent: name });
      item.setAttribute("role", "option");
      if (sort) item.append(" ", Object.assign(document.createElement("small"), { textContent: sort }));
      return item;
    }));
    choose(-1);
    list.hidden = !entries.length;
    set("aria-expanded", String(!list.hidden));
  };

  const follow = (at) => location.assign(new URL(`.${shown[at].url}`, root));

  const type = async () => {
    const typed = box.value;
    known ||= load(words).catch(() => { known = undefined; return []; });
    const sorts = await known;
    if (typed === box.value && document.activeElement === box) show(matching(sorts, typed));
  };

  box.addEventListener("input", type);
  box.addEventListener("blur", () => show([]));
  box.form.addEventListener("submit", () => show([]));
  // Before the box loses the focus to what is pressed.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const at = [...list.children].indexOf(event.target.closest("li"));
    if (at >= 0) follow(at);
  });
  box.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      const places = shown.length + 1;
      choose(((chosen + 1 + step + places) % places) - 1);
    } else if (event.key === "Escape") show([]);
    else if (event.key === "Enter" && chosen >= 0) follow(chosen);
    else return;
    event.preventDefault();
  });
  if (box.value !== before) type();
};
