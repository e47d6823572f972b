// The sheet of an article: its fields in the order of work, and the problems beside each.
import { button, make, number, say, start } from "./base.js";
import { field } from "./fields.js";

/** Make all fields. `changed(key, value)` is told each change; `fix(problem)` mends. */
export function sheet(values, changed, fix, context) {
  const current = { ...values };
  const fields = new Map();
  const own = (spec) => field(spec, current[spec.key], (value) => {
    if (value === null) delete current[spec.key];
    else current[spec.key] = value;
    if (spec.key === "type") sort();
    changed(spec.key, value);
  }, { ...context, values: () => current });
  for (const spec of start.fields) fields.set(spec.key, own(spec));
  const at = (place) => start.fields.filter((one) => one.place === place && !one.types.length).map((one) => one.key);
  const of = (keys) => keys.map((key) => fields.get(key).element);
  const typed = start.fields.filter((one) => one.types.length).map((one) => one.key);
  const rest = at("");
  const general = make("ul", { class: "problems general", "aria-label": say("problems") });
  const inText = make("ul", { class: "problems", "aria-label": say("problems_of_text") });
  const others = make("details", { class: "others" }, make("summary", {}, say("others")), of(rest));
  // A key that only one type has is there with that type, or where a file has it anyway.
  const sort = () => {
    const type = current.type || start.fields.find((one) => one.key === "type")?.default || "berita";
    for (const key of typed) {
      const found = fields.get(key);
      found.element.hidden = !found.spec.types.includes(type) && current[key] === undefined;
    }
  };
  sort();

  const problems = (found, lines) => {
    const keys = new Map();
    for (const one of found) {
      const key = fields.has(one.key) || one.key === "body" ? one.key : "";
      keys.set(key, [...(keys.get(key) ?? []), one]);
    }
    const items = (key) => (keys.get(key) ?? []).map((one) => problem(one, fix, lines));
    for (const [key, each] of fields) each.problems(items(key));
    general.replaceChildren(...items(""));
    inText.replaceChildren(...items("body"));
    if (rest.some((key) => keys.has(key))) others.open = true;
  };

  return {
    head: of(at("head")), side: [general, ...of(at("top")), ...of(at("side")), ...of(typed), others], inText, problems, values: current,
    set: (next, except = {}) => {
      for (const [key, each] of fields) {
        if (key in except || JSON.stringify(current[key] ?? null) === JSON.stringify(next[key] ?? null)) continue;
        if (next[key] === undefined || next[key] === null) delete current[key];
        else current[key] = next[key];
        each.set(next[key]);
      }
      sort();
    },
    /** Change a field as if the person had. */
    change: (key, value) => {
      if (value === null) delete current[key];
      else current[key] = value;
      fields.get(key)?.set(value);
      sort();
      changed(key, value);
    },
    go: (key) => fields.get(key)?.focus(),
  };
}

/** One problem: what it is, what helps, and the button that mends it. */
export function problem(one, fix, go = null) {
  const line = one.body_line || (one.key === "body" ? 0 : one.line);
  return make("li", { class: one.level === "warning" ? "warning" : "error" },
    make("span", { class: "sr" }, `${say(one.level === "warning" ? "warning" : "error")}: `),
    go && one.key === "body" && line ? button(say("line", { line: number(line) }), () => go(line), { class: "small" }) : null, " ", one.message,
    // What to write in the file helps nobody who fills in a form.
    one.hint && (one.key === "body" || !/(?:^|\s)[a-z_]+: /.test(one.hint)) ? make("span", { class: "hint" }, ` ${say("hint", { hint: one.hint })}`) : null,
    one.fix ? make("span", {}, " ", button(say("mend"), () => fix(one.fix), { class: "small" })) : null);
}
