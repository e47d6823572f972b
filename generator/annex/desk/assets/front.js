// What stands at the top of the front pages.
import { button, labelled, make, say, start, tell } from "./base.js";
import { forget, keep, kept } from "./keeping.js";
import { get, post } from "./server.js";
import { asked, labelledCombo, suggesting } from "./suggest.js";
import { own, read, write } from "./times.js";

const PLACES = ["lead", "next", "picks"];

export async function front(query) {
  const kanal = query.kanal ?? "";
  const choose = make("select", { "aria-label": say("front_of") }, make("option", { value: "" }, say("home_page")), start.site.kanal.map((one) => make("option", { value: one.slug }, one.name)));
  choose.value = kanal;
  choose.addEventListener("change", () => { location.hash = `#/front${choose.value ? `?kanal=${encodeURIComponent(choose.value)}` : ""}`; });
  let told = await get("front", { kanal });
  const pins = {};
  const name = `front ${kanal}`;
  let changed = kept(name) ?? {};
  const said = make("p", { class: "muted", role: "status" });
  const save = button(say("save"), async () => {
    save.disabled = true;
    try {
      told = await post("front", { kanal, version: told.version, values: changed });
      changed = {};
      forget(name);
      draw();
      tell(say("front_saved"));
    } catch (error) { tell(error.message, { wrong: true }); save.disabled = false; }
  }, { class: "primary", disabled: true });
  const touch = (key, value) => { changed[key] = value; keep(name, changed); save.disabled = false; };
  const box = make("div", {});
  const draw = () => {
    save.disabled = !Object.keys(changed).length;
    const values = { ...told.values, ...changed };
    const titles = new Map((told.articles ?? []).flatMap((one) => [one.path, `/${one.path}`, one.url, one.value].filter(Boolean).map((name) => [name, one.title])));
    box.replaceChildren(...PLACES.map((key) => (pins[key] = place(key, values[key], titles, (value) => touch(key, value)))), kanal ? "" : strip(values.breaking, (value) => touch("breaking", value)));
  };
  draw();
  return {
    element: make("main", { class: "narrow", tabindex: "-1" }, make("header", { class: "head" }, make("h1", {}, say("place_front")), choose),
      make("p", {}, say("front_why")), box, said, make("div", { class: "buttons end" }, save)),
    title: say("place_front"), close: () => {},
  };
}

const plain = (one) => (typeof one === "object" && one ? { ...one } : { article: String(one) });
/** As files have it: a name alone, or a name with an end. */
const short = (one) => (one.until ? one : one.article);

function place(key, value, titles, changed) {
  let all = [value ?? []].flat().map(plain);
  const most = key === "lead" ? 1 : 12;
  const list = make("ol", { class: "pins" });
  const search = make("input", { type: "search" });
  const out = () => { changed(all.length ? (key === "lead" ? short(all[0]) : all.map(short)) : null); draw(); };
  const draw = () => {
    list.replaceChildren(...all.map((one, index) => {
      const name = titles.get(one.article) ?? one.article;
      const until = make("input", { type: "datetime-local", value: read(one.until)?.local ?? "", "aria-label": say("until_of", { name }) });
      until.addEventListener("change", () => {
        if (until.value) one.until = write({ local: until.value, zone: own() }).replace(/ \w+$/, "");
        else delete one.until;
        changed(key === "lead" ? short(all[0]) : all.map(short));
      });
      const move = (by) => { const [taken] = all.splice(index, 1); all.splice(index + by, 0, taken); out(); };
      return make("li", {}, make("span", { class: "title" }, name), make("label", { class: "muted" }, `${say("until")} `, until),
        make("span", { class: "buttons" },
          index ? button("↑", () => move(-1), { class: "small", "aria-label": say("up_one", { name }) }) : null,
          index < all.length - 1 ? button("↓", () => move(1), { class: "small", "aria-label": say("down_one", { name }) }) : null,
          button("×", () => { all.splice(index, 1); out(); search.focus(); }, { class: "small", "aria-label": say("remove_one", { name }) })));
    }));
  };
  const combo = suggesting(search, asked("article"), (item) => {
    titles.set(item.value, item.label);
    search.value = "";
    all = key === "lead" ? [{ article: item.value }] : [...all.filter((one) => one.article !== item.value), { article: item.value }].slice(0, most);
    out();
  }, { least: 2 });
  draw();
  return make("section", { class: "pinned" }, make("h2", {}, say(`front_${key}`)), list, labelledCombo(say("search_headline"), search, combo));
}

function strip(value, changed) {
  const own_ = typeof value === "string" ? { text: value } : { ...value };
  const put = (key) => (event) => {
    const next = event.target.value.trim();
    if (next) own_[key] = key === "until" ? next.replace("T", " ") : next;
    else delete own_[key];
    changed(own_.text ? { ...own_ } : null);
  };
  const text = make("input", { type: "text", value: own_.text ?? "", maxlength: 200, on: { input: put("text") } });
  const link = make("input", { type: "text", inputmode: "url", value: own_.link ?? "", on: { input: put("link") } });
  const until = make("input", { type: "datetime-local", value: read(own_.until)?.local ?? "", on: { change: put("until") } });
  return make("section", { class: "pinned" }, make("h2", {}, say("front_breaking")), make("p", { class: "help shown" }, say("breaking_help")),
    labelled(say("breaking_text"), text), labelled(say("link_address"), link), labelled(say("until"), until));
}
