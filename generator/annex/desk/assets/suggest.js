// Fields that know what may be meant: a list opens below the input, by mouse, finger and arrow keys.
import { calmly, fresh, make, number, say } from "./base.js";
import { get } from "./server.js";

/** Give an input a list of what may be meant. `source` returns items {value, label, more}; `pick` takes one. */
export function suggesting(input, source, pick, { least = 0 } = {}) {
  const id = fresh("list");
  const list = make("ul", { id, role: "listbox", class: "options", hidden: true, "aria-label": say("suggestions") });
  let items = [];
  let at = -1;
  let turn = 0;
  for (const [key, value] of Object.entries({ role: "combobox", autocomplete: "off", "aria-expanded": "false", "aria-controls": id, "aria-autocomplete": "list" })) input.setAttribute(key, value);

  const shut = () => {
    turn += 1;
    list.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const move = (to) => {
    at = (to + items.length) % items.length;
    [...list.children].forEach((one, index) => one.setAttribute("aria-selected", String(index === at)));
    input.setAttribute("aria-activedescendant", list.children[at].id);
    list.children[at].scrollIntoView({ block: "nearest" });
  };
  const take = (item) => { shut(); pick(item); };
  const show = () => {
    list.replaceChildren(...items.map((item) => make("li", {
      id: fresh("option"), role: "option", "aria-selected": "false",
      on: { mousedown: (event) => event.preventDefault(), click: () => take(item) },
    }, make("span", {}, item.label), item.more ? make("small", {}, item.more) : null)));
    at = -1;
    list.hidden = !items.length;
    input.setAttribute("aria-expanded", String(items.length > 0));
    input.removeAttribute("aria-activedescendant");
  };
  const look = async () => {
    const mine = (turn += 1);
    const asked = input.value.trim();
    if (asked.length < least) { shut(); return; }
    try {
      const found = await source(asked);
      if (mine !== turn || document.activeElement !== input) return;
      items = found;
      show();
    } catch { /* without a line there are no suggestions */ }
  };
  const calm = calmly(look, 150);
  input.addEventListener("input", calm);
  input.addEventListener("focus", () => { if (!least) calm(); });
  input.addEventListener("blur", () => setTimeout(shut, 100));
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) look();
      else move(at + (event.key === "ArrowDown" ? 1 : at < 0 ? 0 : -1));
    } else if (event.key === "Enter" && !list.hidden && at >= 0) {
      event.preventDefault();
      event.stopImmediatePropagation();
      take(items[at]);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      event.stopPropagation();
      shut();
    }
  });
  return make("div", { class: "combo" }, input, list);
}

/** A labelled input with its suggestions. */
export function labelledCombo(text, input, combo, help = "") {
  input.id ||= fresh("input");
  return make("div", { class: "field" }, make("label", { for: input.id }, text), combo, help ? make("p", { class: "help shown" }, help) : null);
}

/** Return what the server suggests, for `suggesting`. */
export const asked = (what) => async (q) => {
  const { items } = await get("suggest", { what, q });
  return items.map((one) => ({
    ...one, label: one.label || one.value,
    more: what === "article" ? one.path || one.url : one.count ? say("count_articles", { count: number(one.count) }) : "",
  }));
};

/** Return those of a list in which a word occurs, for `suggesting`. */
export const among = (list) => async (q) => {
  const wanted = q.toLowerCase();
  return list.filter((one) => one.toLowerCase().includes(wanted)).slice(0, 12).map((value) => ({ value, label: value, more: "" }));
};

/** Several short texts, each of which can be taken away. */
export function chips({ id, label, values, source, changed, added = () => {}, describedBy = "" }) {
  let own = [...values];
  const list = make("ul", { class: "chips", "aria-label": label });
  const input = make("input", { id, type: "text", enterkeyhint: "enter", "aria-describedby": describedBy || null });
  const draw = () => {
    list.replaceChildren(...own.map((value, index) => make("li", {}, make("span", {}, value), make("button", {
      type: "button", "aria-label": say("remove_one", { name: value }),
      on: { click: () => { own.splice(index, 1); draw(); changed([...own]); input.focus(); } },
    }, "×"))));
    list.hidden = !own.length;
  };
  const add = (text) => {
    const value = text.trim().replace(/,$/, "").trim();
    input.value = "";
    if (!value || own.includes(value)) return;
    own.push(value);
    draw();
    changed([...own]);
    added(value);
  };
  const box = source
    ? suggesting(input, source, (item) => add(item.value))
    : make("div", { class: "combo" }, input);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || (event.key === "," && source)) {
      event.preventDefault();
      add(input.value);
    } else if (event.key === "Backspace" && !input.value && own.length) {
      own.pop();
      draw();
      changed([...own]);
    }
  });
  // A telephone may write the comma without telling its key.
  input.addEventListener("input", () => { if (source && input.value.endsWith(",")) add(input.value); });
  input.addEventListener("change", () => add(input.value));
  draw();
  return {
    element: make("div", { class: "chipped" }, list, box), input,
    set: (next) => { own = [...next]; draw(); },
    swap: (old, next) => { own = [...new Set(own.map((one) => (one === old ? next : one)))]; draw(); changed([...own]); },
  };
}
