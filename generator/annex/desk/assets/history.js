// The versions of a text: who saved each, how two differ, and back to one.
import { button, confirm, make, say, tell, to } from "./base.js";
import { pieces } from "./diff.js";
import { get, post } from "./server.js";

const AROUND = 3;

/** Return the lines of two texts as {kind, text}, without those that are the same far from any difference. */
function lined(old, now) {
  const bare = (text) => text.replace(/\r\n?/g, "\n");
  return pieces(bare(old), bare(now)).flatMap((part, index, all) => {
    const lines = (kind, some) => some.map((text) => ({ kind, text }));
    if (!part.same) return [...lines("removed", part.mine), ...lines("added", part.theirs)];
    const first = part.same.slice(0, index ? AROUND : 0);
    const last = part.same.slice(Math.max(first.length, part.same.length - (index < all.length - 1 ? AROUND : 0)));
    return [...lines("same", first), ...(part.same.length > first.length + last.length ? [{ kind: "skip" }] : []), ...lines("same", last)];
  });
}

export async function past(path) {
  const { entries } = await get("history", { path });
  const list = make("ol", { class: "versions" });
  const shown = make("section", { class: "diff", "aria-label": say("differences"), "aria-live": "polite" });
  const pick = (name, label, index, chosen) => make("label", {}, make("input", { type: "radio", name, value: index, checked: index === chosen, on: { change: () => compare() } }), make("span", {}, label));
  const chosen = (name) => entries[Number(list.querySelector(`input[name=${name}]:checked`)?.value ?? 0)];
  const compare = async () => {
    const [from, until] = [chosen("from"), chosen("until")];
    if (!from || !until) return;
    try {
      const [old, now] = await Promise.all([from, until].map(({ id }) => get("version", { path, id })));
      draw(lined(old.text, now.text), old.differs && from.id && from);
    } catch (error) { tell(error.message, { wrong: true }); }
  };
  const draw = (lines, back) => {
    const told = { added: say("line_added"), removed: say("line_removed") };
    shown.replaceChildren(make("h2", {}, say("differences")),
      back ? button(say("restore_of", { at: back.at }), () => restore(back), { class: "small" }) : "", lines.some((one) => one.kind === "added" || one.kind === "removed")
      ? make("div", { class: "lines", tabindex: "0", role: "group", "aria-label": say("differences") }, lines.map((one) => make("div", { class: one.kind },
        told[one.kind] ? make("span", { class: "sr" }, `${told[one.kind]}: `) : null, one.kind === "skip" ? "⋯" : one.text || " ")))
      : make("p", { class: "empty" }, say("no_difference")));
  };
  const restore = async (entry) => {
    if (!await confirm(say("restore_version"), say("restore_why", { at: entry.at, name: entry.who }), say("restore"))) return;
    try {
      const { version } = await get("article", { path });
      const { kept } = await post("restore", { path, id: entry.id, version });
      tell(say(kept ? "restored_beside" : "restored"));
      location.hash = to("write", path);
    } catch (error) { tell(error.message, { wrong: true }); }
  };
  list.append(...entries.map((entry, index) => make("li", {},
    entries.length < 2 ? null : make("div", { class: "pick" }, pick("from", say("older"), index, Math.min(1, entries.length - 1)), pick("until", say("newer"), index, 0)),
    make("div", {}, make("p", {}, entry.said), make("p", { class: "muted" }, [entry.at, entry.who].filter(Boolean).join(" · "))))));
  if (entries.length > 1) compare();
  return {
    element: make("main", { class: "past", tabindex: "-1" }, make("header", { class: "head" }, make("h1", {}, say("history")), make("a", { href: to("write", path), class: "button quiet" }, say("back_to_text"))),
      make("p", { class: "muted" }, make("code", {}, `content/${path}`)),
      entries.length ? make("fieldset", { class: "plain" }, make("legend", { class: "sr" }, say("versions")), list) : make("p", { class: "empty" }, say("no_history")), shown),
    title: say("history"), close: () => {},
  };
}
