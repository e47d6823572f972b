// What stands beside a text: the page as readers will see it, who else is here, and the notes.
import { button, make, say, tell, to } from "./base.js";
import { forget, keeping } from "./keeping.js";
import { post } from "./server.js";

/** The page of an article, as wide as a telephone or as a desk. */
export function page() {
  const frame = make("iframe", { title: say("page") });
  const hold = make("div", { class: "frame" }, frame);
  const none = make("p", { class: "empty" }, say("no_page_yet"));
  const outside = make("a", { target: "_blank", rel: "noopener", class: "button quiet" }, say("new_tab"));
  let url = "";
  let kind = "phone";
  // Whoever reads somewhere in the page stays there while it changes; what a link has led to elsewhere cannot be asked.
  let depth = 0;
  const read = () => { try { return frame.contentWindow.scrollY; } catch { return 0; } };
  frame.addEventListener("load", () => { try { frame.contentWindow.scrollTo({ top: depth, behavior: "instant" }); } catch { /* elsewhere */ } });
  const fit = () => {
    const room = hold.clientWidth;
    if (!room) return;
    const width = kind === "phone" ? Math.min(390, room) : 1280;
    const scale = Math.min(1, room / width);
    frame.style.width = `${width}px`;
    frame.style.height = `${hold.clientHeight / scale}px`;
    frame.style.transform = scale < 1 ? `scale(${scale})` : "";
    // Nobody waits for a page that is not seen.
    if (url && frame.getAttribute("src") !== url) {
      depth = read();
      frame.setAttribute("src", url);
    }
  };
  const widths = ["phone", "desk"].map((name) => button(say(`width_${name}`), () => {
    kind = element.dataset.kind = name;
    widths.forEach((one) => one.setAttribute("aria-pressed", String(one === widths[name === "phone" ? 0 : 1])));
    fit();
  }, { "aria-pressed": String(name === "phone") }));
  const watch = new ResizeObserver(fit);
  watch.observe(hold);
  const element = make("div", { class: "page", "data-kind": kind }, make("div", { class: "buttons segmented" }, widths, outside), hold, none);
  return {
    element,
    show: (next) => {
      url = /^\/(?![/\\])/.test(next) ? next : "";
      none.hidden = Boolean(url);
      hold.hidden = outside.hidden = !url;
      if (url) outside.href = url;
      fit();
    },
    close: () => watch.disconnect(),
  };
}

/** Notes of colleagues. */
export function notes(article) {
  const list = make("ol", { class: "notes" });
  const name = `note ${article.path}`;
  const input = make("textarea", { rows: 2, "aria-label": say("new_note"), placeholder: say("new_note") });
  const draw = (items) => list.replaceChildren(...items.map((one) => make("li", {},
    make("p", { class: "muted" }, make("b", {}, one.who), ` · ${one.at}`), make("p", {}, one.text))));
  const add = async () => {
    if (!input.value.trim()) return;
    try {
      const { notes: next } = await post("note", { path: article.path, text: input.value.trim() });
      input.value = "";
      forget(name);
      draw(next);
    } catch (error) { tell(error.message, { wrong: true }); }
  };
  draw(article.notes ?? []);
  const element = make("section", { class: "noted" }, make("h2", {}, say("notes")), list, input, button(say("add_note"), add, { class: "small" }));
  keeping(element, name);
  return { element, draw };
}

/** Who took the last step with a text, when, and with which note. */
export const mark = ({ step, who, at, text }) => {
  const said = say(`mark_${step}`, { name: who, at });
  return said.startsWith("mark_") ? null : make("p", { class: `mark ${step}` }, said, text ? make("q", {}, text) : null);
};

/** Links that belong to an article. */
export const links = (article) => make("p", { class: "muted links" },
  make("a", { href: to("history", article.path) }, say("history")),
  article.state === "published" && article.public ? make("a", { href: article.public, target: "_blank", rel: "noopener" }, say("public_page")) : null,
  make("code", {}, `content/${article.path}`));
