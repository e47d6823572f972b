// The unsaved text of an article that somebody has deleted or moved meanwhile: it becomes a new one.
import { button, labelled, make, say, start, tell, to } from "./base.js";
import { folderKanal } from "./fields.js";
import { discard } from "./saving.js";
import { post } from "./server.js";

export function orphan(path, old, message) {
  const body = old.body ?? (old.text ?? old.base ?? "").replace(/^---\n[^]*?\n---\n+/, "");
  const title = old.values?.title || old.title || path;
  const anew = async () => {
    const { title: _, ...values } = old.values ?? {};
    try {
      const made = await post("new", { title, category: folderKanal(path).slug || start.site.kanal[0].slug, type: "", values: {} });
      await post("save", { path: made.path, version: made.version, values, body, text: null, base: null });
      discard(path);
      location.replace(to("write", made.path));
    } catch (error) { tell(error.message, { wrong: true }); }
  };
  const away = () => {
    discard(path);
    location.replace(to("list"));
  };
  return {
    element: make("main", { class: "narrow", tabindex: "-1" }, make("h1", {}, title), make("p", { class: "notice" }, message),
      labelled(say("orphan_text"), make("textarea", { rows: 16, readonly: true, value: body })),
      make("div", { class: "buttons end" }, button(say("throw_away"), away, { class: "danger" }), button(say("orphan_new"), anew, { class: "primary" }))),
    title, close: () => {},
  };
}
