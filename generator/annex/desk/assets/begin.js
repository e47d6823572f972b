// A new article: a headline, a kanal and a sort are enough to begin.
import { fresh, labelled, make, say, start, tell, to } from "./base.js";
import { forget, keeping } from "./keeping.js";
import { post } from "./server.js";

const KANAL = "warta-desk-kanal";

export function begin() {
  const title = make("textarea", { rows: 2, class: "headline", "data-grows": "", enterkeyhint: "go" });
  const kanal = make("select", {}, start.site.kanal.map((one) => make("option", { value: one.slug }, one.name)));
  const choices = start.fields.find((one) => one.key === "type")?.choices ?? [];
  const type = make("select", {}, choices.map((one) => make("option", { value: one.value }, one.label)));
  // Whoever pays is named from the beginning: without that no build takes an advertorial.
  const paid = start.fields.find((one) => one.key === "sponsor");
  const sponsor = make("input", { type: "text" });
  const url = make("input", { type: "url", placeholder: "https://…" });
  const who = make("div", { class: "two" }, labelled(paid.label, sponsor), labelled(say("address"), url));
  const sort = () => { who.hidden = !paid.types.includes(type.value); };
  type.addEventListener("change", sort);
  const wrong = make("p", { class: "wrong-text", role: "alert", id: fresh("wrong") });
  const go = make("button", { class: "primary" }, say("begin"));
  try { if (start.site.kanal.some((one) => one.slug === localStorage.getItem(KANAL))) kanal.value = localStorage.getItem(KANAL); } catch { /* there is no such store */ }
  type.value = "berita";
  const form = make("form", { novalidate: true, on: { submit: async (event) => {
    event.preventDefault();
    const words = title.value.replace(/\s+/g, " ").trim();
    if (!words) { wrong.textContent = say("headline_first"); title.focus(); return; }
    const name = sponsor.value.trim();
    if (!who.hidden && !name) { wrong.textContent = say("sponsor_first"); sponsor.focus(); return; }
    go.disabled = true;
    try {
      try { localStorage.setItem(KANAL, kanal.value); } catch { /* see above */ }
      const made = await post("new", { title: words, category: kanal.value, type: type.value === "berita" ? "" : type.value, values: who.hidden ? {} : { sponsor: url.value.trim() ? { name, url: url.value.trim() } : name } });
      forget("new");
      location.replace(to("write", made.path));
    } catch (error) {
      wrong.textContent = error.message || say("line_lost");
      tell(wrong.textContent, { wrong: true });
    } finally { go.disabled = false; }
  } } }, labelled(say("title"), title, say("headline_help")), wrong,
  make("div", { class: "two" }, labelled(say("category"), kanal), labelled(say("type"), type)), who,
  make("div", { class: "buttons end" }, make("a", { href: to("list"), class: "button quiet" }, say("cancel")), go));
  keeping(form, "new");
  sort();
  title.addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); form.requestSubmit(); } });
  return { element: make("main", { class: "narrow", tabindex: "-1" }, make("h1", {}, say("place_new")), form), title: say("place_new"), focus: title, close: () => {} };
}
