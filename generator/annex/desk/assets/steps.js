// The steps of an article on its way to readers, as dialogs for what the server says they ask for.
import { button, dialog, fresh, labelled, make, say, start } from "./base.js";
import { kept } from "./keeping.js";
import { ZONES, own, read, soon, write } from "./times.js";

/** Make what a step asks for: {element, focus, value}. */
function asked(spec, article) {
  if (spec.widget === "hour") return hour(article);
  const required = spec.required;
  const made = spec.choices.length
    ? make("select", { required }, required ? make("option", { value: "" }, say("choose")) : null, spec.choices.map((one) => make("option", { value: one.value }, one.label)))
    : spec.widget === "long" ? make("textarea", { rows: 4, required }) : make("input", { type: "text", required });
  if (spec.choices.length && !required) made.value = spec.default;
  if (spec.widget === "slug") made.value = article.path.split("/").pop().replace(/\.md$/, "");
  return { element: labelled(spec.label, made), focus: made, value: () => made.value.trim() };
}

/** Now, or at an hour. */
function hour(article) {
  const name = fresh("when");
  const planned = read(article.values.timestamp);
  const isPlanned = Boolean(planned) && write(planned) > write(soon(0, planned.zone));
  const at = make("input", { type: "datetime-local", value: isPlanned ? planned.local : `${soon(60).local.slice(0, 14)}00`, "aria-label": say("publish_at") });
  const zone = make("select", { "aria-label": say("zone") }, ZONES.map((one) => make("option", { value: one }, one)));
  zone.value = isPlanned ? planned.zone : own();
  const now = make("input", { type: "radio", name, checked: !isPlanned });
  const later = make("input", { type: "radio", name, checked: isPlanned });
  at.addEventListener("input", () => { later.checked = true; });
  const wrong = article.problems.filter((one) => one.level !== "warning");
  return {
    element: make("div", {}, wrong.length ? make("p", { class: "notice" }, say("publish_wrong", { count: wrong.length })) : null,
      make("label", { class: "option" }, now, " ", say("publish_now")),
      make("label", { class: "option" }, later, " ", say("publish_at")), make("div", { class: "timed" }, at, zone)),
    focus: isPlanned ? later : now,
    // Without a time the server takes now, unless readers know it by an older one.
    value: () => (later.checked ? write({ local: at.value, zone: zone.value }) : isPlanned ? "now" : ""),
  };
}

/** Ask for what a step needs; `how` says where the values go, and where they are kept until then. */
function dialogOf(name, article, how) {
  const { label, why, danger, asks } = start.steps[name];
  const inputs = asks.map((spec) => [spec.key, asked(spec, article)]);
  const values = () => Object.fromEntries(inputs.map(([key, one]) => [key, one.value()]));
  const names = article.others.join(", ");
  const goes = name === "discard" && make("p", {}, names ? say("discard_others", { names }) : say("discard_own"));
  return dialog(label, [why ? make("p", {}, why) : null, goes, inputs.map(([, one]) => one.element)].flat().filter(Boolean),
    { actions: [{ label, danger, run: (shut) => shut(values()) }], begin: () => inputs[0]?.[1].focus, ...how });
}

/** The name by which is kept what is typed in a step; empty where nothing is. */
export const formOf = (step, path) => (start.steps[step].asks.length ? `${step} ${path}` : "");
/** What is most likely next, by name. */
const FIRST = ["release", "publish", "submit"];

/** Make the buttons of the steps that a person may take; `take(step, values)` takes one or throws why not. */
export function steps(article, take) {
  const may = article.steps;
  const first = FIRST.find((one) => may.includes(one) && !(one === "publish" && article.state === "scheduled"));
  // Where somebody was interrupted, the way back to what was typed is in sight.
  const unsent = make("span", { class: "buttons" });
  const draw = () => unsent.replaceChildren(...may.filter((step) => kept(formOf(step, article.path)))
    .map((step) => button(say("step_unsent", { step: start.steps[step].label }), () => ask(step), { class: "small" })));
  const ask = async (step) => {
    await dialogOf(step, article, { send: (given) => take(step, given), keep: formOf(step, article.path) });
    draw();
  };
  const entries = may.filter((one) => one !== first).map((one) => ({ label: start.steps[one].label, run: () => ask(one), danger: start.steps[one].danger }));
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
  if (first) made.push(button(start.steps[first].label, () => ask(first), { class: "primary" }));
  return made;
}
