// Lists of articles: what is being written, what waits, what goes out, what is wrong.
import { mark } from "./beside.js";
import { button, calmly, icon, make, number, say, start, tell, to } from "./base.js";
import { badge } from "./publishing.js";
import { unsaved } from "./saving.js";
import { get, listen, post } from "./server.js";
import { asked, suggesting } from "./suggest.js";
import { hour } from "./times.js";

const STATES = ["drafts", "review", "scheduled", "today", "published", "withdrawn", "problems", "deleted"];

export function lists(query) {
  const wanted = { state: STATES.includes(query.state) ? query.state : "drafts", kanal: query.kanal ?? "", author: query.author ?? "", region: query.region ?? "", q: query.q ?? "" };
  const tabs = make("nav", { class: "states", "aria-label": say("lists") });
  const rows = make("ol", { class: "articles" });
  const none = make("p", { class: "empty", hidden: true });
  const more = button(say("more"), () => load(), { hidden: true, class: "more" });
  const inTexts = make("p", { class: "in-texts", hidden: true });
  const coming = make("aside", { class: "coming" });
  let after = "";
  let turn = 0;
  let counts = {};

  const drawTabs = () => tabs.replaceChildren(...STATES.map((state) => make("a", {
    href: to("list", "", { ...wanted, state }), "aria-current": state === wanted.state ? "page" : null,
  }, say(`list_${state}`), counts[state] !== undefined ? make("span", { class: "count" }, ` ${number(counts[state])}`) : null)));

  const load = async (anew = false) => {
    const mine = (turn += 1);
    let found;
    try { found = await get("list", { ...wanted, after: anew ? "" : after }); } catch (error) { if (mine === turn) tell(error.message, { wrong: true }); return; }
    if (mine !== turn) return;
    counts = found.counts;
    drawTabs();
    tabs.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
    const made = found.items.map(row);
    if (anew) rows.replaceChildren(...made);
    else rows.append(...made);
    after = found.after;
    more.hidden = !after;
    none.hidden = rows.children.length > 0;
    none.textContent = say(wanted.kanal || wanted.author || wanted.region || wanted.q ? "none_found" : `none_${wanted.state}`);
    inTexts.hidden = !wanted.q || !start.site.search;
    if (!inTexts.hidden) {
      inTexts.replaceChildren(make("a", { href: `${start.site.search}?q=${encodeURIComponent(wanted.q)}`, target: "_blank", rel: "noopener" },
        say("search_texts", { words: wanted.q })));
    }
    coming.hidden = !found.next?.length;
    coming.replaceChildren(make("h2", {}, say("goes_out")), make("ol", {}, (found.next ?? []).map((one) => make("li", {},
      make("time", {}, one.at), make("a", { href: to("write", one.path) }, one.title)))));
  };
  const again = () => {
    history.replaceState(null, "", to("list", "", wanted));
    drawTabs();
    load(true);
  };
  const element = make("main", { class: "lists", tabindex: "-1" },
    make("header", { class: "head" }, make("h1", {}, say("place_list")), make("a", { href: "#/new", class: "button primary" }, icon("plus"), say("place_new"))),
    leftovers(), tabs, filters(wanted, again), make("div", { class: "with-coming" }, make("div", {}, rows, none, more, inTexts), coming));
  drawTabs();
  load(true);
  // What colleagues do shows by itself, but moves nothing away from whoever reads on or has the focus there.
  const seen = () => { if (!document.hidden && scrollY < 200 && !rows.contains(document.activeElement)) load(true); };
  document.addEventListener("visibilitychange", seen);
  let due = 0;
  const stop = listen("", (told) => { if (["saved", "publishing"].includes(told.kind)) due ||= setTimeout(() => { due = 0; seen(); }, 1500); });
  const close = () => {
    turn += 1;
    clearTimeout(due);
    stop();
    document.removeEventListener("visibilitychange", seen);
  };
  return { element, title: say("place_list"), close };
}

/** Texts in this browser that the server does not have. */
function leftovers() {
  const found = unsaved();
  if (!found.length) return null;
  return make("div", { class: "notice" }, say("unsaved_here"), make("ul", {}, found.map((one) => make("li", {},
    make("a", { href: to("write", one.path) }, one.title || one.path), ` · ${hour(one.at)}`))));
}

function filters(wanted, again) {
  const set = (key, input) => () => { wanted[key] = input.value.trim(); again(); };
  const search = make("input", { type: "search", value: wanted.q, placeholder: say("search_headline"), "aria-label": say("search_headline") });
  search.addEventListener("input", calmly(set("q", search), 250));
  const select = (key, label, every, choices) => {
    const made = make("select", { "aria-label": label }, make("option", { value: "" }, every),
      choices.map(([value, name]) => make("option", { value }, name)));
    made.value = wanted[key];
    made.addEventListener("change", set(key, made));
    return made;
  };
  const author = make("input", { type: "search", value: wanted.author, placeholder: say("every_author"), "aria-label": say("author") });
  author.addEventListener("change", set("author", author));
  author.addEventListener("search", set("author", author));
  return make("div", { class: "filters", role: "search" }, search,
    select("kanal", say("category"), say("every_kanal"), start.site.kanal.map((one) => [one.slug, one.name])),
    start.site.regions.length ? select("region", say("region"), say("every_region"), start.site.regions.map((one) => [one, one])) : null,
    suggesting(author, asked("author"), (item) => { author.value = item.value; set("author", author)(); }));
}

function row(one) {
  const kanal = start.site.kanal.find((each) => each.slug === one.kanal)?.name ?? one.kanal;
  const isDeleted = one.mark?.step === "deleted";
  const back = async () => {
    try {
      const { path } = await post("undelete", { path: one.path });
      tell(say("brought_back", { title: one.title }));
      location.hash = to("write", path);
    } catch (error) { tell(error.message, { wrong: true }); }
  };
  return make("li", {},
    isDeleted ? make("b", { class: "title" }, one.title || one.path) : make("a", { href: to("write", one.path), class: "title" }, one.title || one.path),
    isDeleted ? button(say("restore"), back, { class: "small", "aria-label": `${say("restore")}: ${one.title}` }) : null,
    make("p", { class: "muted" }, isDeleted ? null : badge(one), " ",
      one.changes ? [make("span", { class: "badge changes" }, say("has_changes")), " "] : null,
      [kanal, (one.authors ?? []).join(", "), isDeleted ? null : one.at, one.region].filter(Boolean).join(" · ")),
    one.mark ? mark(one.mark) : null,
    one.problems ? make("span", { class: "wrong-count" }, say("problems_count", { count: number(one.problems) })) : null);
}
