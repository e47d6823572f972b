// The steps of an article on its way to readers, as dialogs that write the right keys.
import { button, confirm, dialog, fresh, labelled, make, say } from "./base.js";
import { ZONES, own, read, soon, write } from "./times.js";

const area = (rows, more = {}) => make("textarea", { rows, ...more });
const choices = (names, prefix) => make("select", {}, names.map((one) => make("option", { value: one }, say(`${prefix}${one.replaceAll("-", "_")}`))));

/** Ask how, for each step; each returns its values, or null. */
const ASKED = {
  submit: () => confirm(say("step_submit"), say("submit_why"), say("step_submit")),
  return: () => {
    const note = area(4, { required: true, autofocus: true });
    return dialog(say("step_return"), [labelled(say("return_note"), note, say("return_help"))],
      { actions: [{ label: say("step_return"), run: (shut) => shut({ note: note.value.trim() }) }] });
  },
  publish: (article) => {
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
    ].filter(Boolean), { actions: [{ label: say("step_publish"), run: (shut) => shut(given()) }], begin: () => (isPlanned ? later : now) });
  },
  unpublish: () => confirm(say("step_unpublish"), say("unpublish_why"), say("step_unpublish"), true),
  withdraw: () => {
    const reason = choices(["sara", "kesusilaan", "masa-depan-anak", "trauma-korban", "dewan-pers"], "reason_");
    const text = area(3);
    const title = make("input", { type: "text" });
    return dialog(say("step_withdraw"), [
      make("p", {}, say("withdraw_why")), labelled(say("reason"), reason), labelled(say("withdraw_text"), text),
      labelled(say("withdraw_title"), title, say("withdraw_title_help")),
    ], { actions: [{ label: say("step_withdraw"), danger: true, run: (shut) => shut({ reason: reason.value, text: text.value.trim(), title: title.value.trim() }) }] });
  },
  correct: () => {
    const type = choices(["koreksi", "ralat", "hak-jawab"], "correction_");
    const text = area(4, { required: true });
    const link = make("input", { type: "text", inputmode: "url" });
    return dialog(say("step_correct"), [
      labelled(say("correction_type"), type), labelled(say("correction_text"), text, say("correction_help")), labelled(say("correction_link"), link),
    ], { actions: [{ label: say("step_correct"), run: (shut) => shut({ type: type.value, text: text.value.trim(), link: link.value.trim() }) }] });
  },
  follow: () => {
    const title = make("input", { type: "text", required: true, autofocus: true });
    return dialog(say("step_follow"), [make("p", {}, say("follow_why")), labelled(say("headline"), title)],
      { actions: [{ label: say("step_follow"), run: (shut) => shut({ title: title.value.trim() }) }] });
  },
  entry: () => {
    const title = make("input", { type: "text" });
    const text = area(6, { required: true, autofocus: true });
    return dialog(say("step_entry"), [labelled(say("entry_text"), text, say("entry_help")), labelled(say("entry_title"), title)],
      { actions: [{ label: say("step_entry"), run: (shut) => shut({ text: text.value.trim(), title: title.value.trim() }) }] });
  },
  delete: () => confirm(say("step_delete"), say("delete_why"), say("step_delete"), true),
  rename: (article) => {
    const slug = make("input", { type: "text", required: true, autofocus: true, value: article.path.split("/").pop().replace(/\.md$/, "") });
    return dialog(say("step_rename"), [labelled(say("rename_slug"), slug, say("rename_help"))],
      { actions: [{ label: say("step_rename"), run: (shut) => shut({ slug: slug.value.trim() }) }] });
  },
};

const FIRST = { draft: ["publish", "submit"], review: ["publish"], ready: ["publish"] };

/** Make the buttons of the steps that a person may take; `take(step, values)` takes one, and `more` has others. */
export function steps(article, take, more = []) {
  const may = article.steps.filter((one) => one in ASKED);
  const first = (FIRST[article.state] ?? []).find((one) => may.includes(one));
  const ask = async (step) => {
    const given = await ASKED[step](article);
    if (given) take(step, given === true ? {} : given);
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
  if (first) made.push(button(say(`step_${first}`), () => ask(first), { class: "primary" }));
  return made;
}
