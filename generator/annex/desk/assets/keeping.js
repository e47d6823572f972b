// What is typed into a form and not yet sent stays in this browser: over a reload, a kill, and days.
const KEPT = "warta-desk-form:";

/** What this browser has under a key; null for nothing. */
export const read = (key) => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } };
export const drop = (key) => { try { localStorage.removeItem(key); } catch { /* there is no such store */ } };

/** What was kept of a form; null for nothing. */
export const kept = (name) => read(KEPT + name);
export const forget = (name) => drop(KEPT + name);

export function keep(name, value) {
  try { localStorage.setItem(KEPT + name, JSON.stringify(value)); } catch { /* there is no such store, or no room */ }
}

/** Fill a form with what was typed into it before, and keep what is typed from now on, until `forget`. */
export function keeping(form, name) {
  const inputs = [...form.querySelectorAll("input, textarea, select")];
  const part = (input) => (["radio", "checkbox"].includes(input.type) ? "checked" : "value");
  const first = inputs.map((input) => input.value);
  const before = kept(name);
  if (before?.length === inputs.length) inputs.forEach((input, at) => { input[part(input)] = before[at]; });
  form.addEventListener("input", () => {
    const words = inputs.some((input, at) => input.matches("textarea, [type=text]") && input.value.trim() && input.value !== first[at]);
    if (words) keep(name, inputs.map((input) => input[part(input)]));
    else forget(name);
  });
}
