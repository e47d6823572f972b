// The steps of an article on its way to readers, as dialogs that write the right keys.
import { button, confirm, dialog, fresh, labelled, make, say } from "./base.js";
import { kept } from "./keeping.js";
import { ZONES, own, read, soon, write } from "./times.js";

const area = (rows, more = {}) => make("textarea", { rows, ...more });
const choices = (names, prefix, first = null) => make("select", { required: Boolean(first) }, first, names.map((one) => make("option", { value: one }, say(`${prefix}${one.replaceAll("-", "_")}`))));

/** Ask how, for each step; `how` says where the values go, and where they are kept until then. */
const ASKED = {
  submit: (article, how) => confirm(say("step_submit"), say("submit_why"), say("step_submit"), false, how),
  return: (article, how) => {
    const note = area(4, { required: true, autofocus: true });
    return dialog(say("step_return"), [labelled(say("return_note"), note, say("return_help"))],
      { actions: [{ label: say("step_return"), run: (shut) => shut({ note: note.value.trim() }) }], ...how });
  },
  publish: (article, how) => {
    const name = fresh("when");
    const planned = read(article.values.timestamp);
    const isPlanned = Boolean(planned) && write(planned) > write(soon(0, planned.zone));
    const hour = soon(60);
    const at = make("input", { type: "datetime-local", value: isPlanned ? planned.local : `${hour.local.slice(0, 14)}00`, "aria-label": say("publish_at") });
    const zone = make("select", { "aria-label": say("zone") }, ZONES.map((one) => make("option", { value: one }, one)));
    zone.value = isPlanned ? planned.zone : own();
    const now = make("input", { type: "radio", name, checked: !isPlanned });
    const later = make("input", { type: "radio", name, checked: isPlanned });
    at.addEventListener("input", () => { later.checked = true; });
    const wrong = article.problems.filter((one) => one.level !== "warning");
    // Without a time the server takes now, unless readers know it by an older one.
    const given = () => (later.checked ? { at: write({ local: at.value, zone: zone.value }) } : { at: isPlanned ? "now" : "" });
    return dialog(say("step_publish"), [
      wrong.length ? make("p", { class: "notice" }, say("publish_wrong", { count: wrong.length })) : null,
      make("label", { class: "option" }, now, " ", say("publish_now")),
      make("label", { class: "option" }, later, " ", say("publish_at")),
      make("div", { class: "timed" }, at, zone),
    ].filter(Boolean), { actions: [{ label: say("step_publish"), run: (shut) => shut(given()) }], begin: () => (isPlanned ? later : now), ...how });
  },
  unpublish: (article, how) => confirm(say("step_unpublish"), say("unpublish_why"), say("step_unpublish"), true, how),
  withdraw: (article, how) => {
    const reason = choices(["sara", "kesusilaan", "masa-depan-anak", "trauma-korban", "dewan-pers"], "reason_", make("option", { value: "" }, say("reason_choose")));
    const text = area(3);
    const title = make("input", { type: "text" });
    return dialog(say("step_withdraw"), [
      make("p", {}, say("withdraw_why")), labelled(say("reason"), reason), labelled(say("withdraw_text"), text),
      labelled(say("withdraw_title"), title, say("withdraw_title_help")),
    ], { actions: [{ label: say("step_withdraw"), danger: true, run: (shut) => shut({ reason: reason.value, text: text.value.trim(), title: title.value.trim() }) }], ...how });
  },
  correct: (article, how) => {
    const type = choices(["koreksi", "ralat", "hak-jawab"], "correction_");
    const text = area(4, { required: true });
    const link = make("input", { type: "text", inputmode: "url" });
    return dialog(say("step_correct"), [
      labelled(say("correction_type"), type), labelled(say("correction_text"), text, say("correction_help")), labelled(say("correction_link"), link),
    ], { actions: [{ label: say("step_correct"), run: (shut) => shut({ type: type.value, text: text.value.trim(), link: link.value.trim() }) }], ...how });
  },
  follow: (article, how) => {
    const title = make("input", { type: "text", required: true, autofocus: true });
    return dialog(say("step_follow"), [make("p", {}, say("follow_why")), labelled(say("headline"), title)],
      { actions: [{ label: say("step_follow"), run: (shut) => shut({ title: title.value.trim() }) }], ...how });
  },
  entry: (article, how) => {
    const title = make("input", { type: "text" });
    const text = area(6, { required: true, autofocus: true });
    return dialog(say("step_entry"), [labelled(say("entry_text"), text, say("entry_help")), labelled(say("entry_title"), title)],
      { actions: [{ label: say("step_entry"), run: (shut) => shut({ text: text.value.trim(), title: title.value.trim() }) }], ...how });
  },
  delete: (article, how) => confirm(say("step_delete"), say("delete_why"), say("step_delete"), true, how),
  rename: (article, how) => {
    const slug = make("input", { type: "text", required: true, autofocus: true, value: article.path.split("/").pop().replace(/\.md$/, "") });
    return dialog(say("step_rename"), [labelled(say("rename_slug"), slug, say("rename_help"))],
      { actions: [{ label: say("step_rename"), run: (shut) => shut({ slug: slug.value.trim() }) }], ...how });
  },
};

/** Steps in which words are typed. */
const TYPED = ["return", "withdraw", "correct", "follow", "entry"];
/** The name by which is kept what is typed in a step; empty where nothing is. */
export const formOf = (step, path) => (TYPED.includes(step) ? `${step} ${path}` : "");
const FIRST = { draft: ["publish", "submit"], review: ["publish"], ready: ["publish"] };

/** Make the buttons of the steps that a person may take; `take(step, values)` takes one or throws why not, and `more` has others. */
export function steps(article, take, more = []) {
  const may = article.steps.filter((one) => one in ASKED);
  const first = (FIRST[article.state] ?? []).find((one) => may.includes(one));
  // Where somebody was interrupted, the way back to what was typed is in sight.
  const unsent = make("span", { class: "buttons" });
  const draw = () => unsent.replaceChildren(...may.filter((step) => kept(formOf(step, article.path)))
    .map((step) => button(say("step_unsent", { step: say(`step_${step}`) }), () => ask(step), { class: "small" })));
  const ask = async (step) => {
    await ASKED[step](article, { send: (given) => take(step, given === true ? {} : given), keep: formOf(step, article.path) });
    draw();
  };
  const entries = [
    ...more,
    ...may.filter((one) => one !== first).map((one) => ({ label: say(`step_${one}`), run: () => ask(one), danger: one === "delete" || one === "withdraw" })),
  ];
  const made = [];
  if (entries.length) {
    const menu = make("details", { class: "menu" }, make("summary", {}, say("other_steps")),
      make("div", {}, entries.map((one) => button(one.label, () => { menu.open = false; one.run(); }, { class: one.danger ? "danger" : "" }))));
    menu.addEventListener("keydown", (event) => { if (event.key === "Escape") { menu.open = false; menu.firstChild.focus(); } });
    menu.addEventListener("focusout", (event) => { if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false; });
    made.push(menu);
  }
  draw();
  made.push(unsent);
  if (first) made.push(button(say(`step_${first}`), () => ask(first), { class: "primary" }));
  return made;
}
