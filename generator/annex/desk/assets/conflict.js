// Two people changed the same lines: both texts side by side, and a choice for each difference.
import { fresh, make, say } from "./base.js";
import { pieces } from "./diff.js";

/**
 * Show both texts; `done` gets the text that was put together. `who` saved theirs.
 */
export function conflict({ mine, theirs, base, who, message, kept }, done, back) {
  const parts = pieces(mine, theirs, base);
  const head = make("h2", { tabindex: "-1" }, say("conflict"));
  let count = 0;
  const list = parts.map((part, index) => (part.same ? same(part.same, index, parts.length) : choose(part, (count += 1))));
  const made = () => parts.flatMap((part) => {
    if (part.same) return part.same;
    if (part.choice === "both") return [...part.mine, ...part.theirs];
    return part[part.choice];
  }).join("\n");
  const element = make("section", { class: "conflict" }, head, make("p", {}, message || say("conflict_why")),
    kept ? make("p", { class: "muted" }, say("conflict_kept")) : null,
    make("div", { class: "sides", "aria-hidden": "true" }, make("b", {}, say("mine")), make("b", {}, who || say("theirs"))),
    list,
    make("div", { class: "buttons end" },
      make("button", { type: "button", class: "quiet", on: { click: back } }, say("decide_later")),
      make("button", { type: "button", class: "primary", on: { click: () => done(made()) } }, say("save_chosen"))));
  return { element, begin: () => head.focus() };
}

const LONGEST = 6;

function same(lines, index, count) {
  const text = (some) => make("pre", { class: "same" }, some.join("\n"));
  if (lines.length <= LONGEST) return text(lines);
  const first = index ? lines.slice(0, 2) : [];
  const last = index < count - 1 ? lines.slice(-2) : [];
  const between = lines.slice(first.length, lines.length - last.length);
  return make("div", {}, first.length ? text(first) : null,
    make("details", {}, make("summary", {}, say("same_lines", { count: between.length })), text(between)), last.length ? text(last) : null);
}

function choose(part, count) {
  const name = fresh("choice");
  const side = (which, lines) => make("label", { class: `side ${which}` },
    make("span", {}, make("input", { type: "radio", name, value: which, checked: part.choice === which, on: { change: () => { part.choice = which; } } }),
      " ", say(which === "mine" ? "keep_mine" : "keep_theirs")),
    make("pre", {}, lines.join("\n") || say("nothing_there")));
  return make("fieldset", { class: "choice" }, make("legend", {}, say("difference", { number: count })),
    make("div", { class: "sides" }, side("mine", part.mine), side("theirs", part.theirs)),
    make("label", { class: "both" }, make("input", { type: "radio", name, value: "both", on: { change: () => { part.choice = "both"; } } }), " ", say("keep_both")));
}
