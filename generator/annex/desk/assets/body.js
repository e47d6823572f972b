// The text itself: the editor, its buttons, and what is pasted into it or dropped on it.
import { dialog, icon, labelled, make, say, start, tell } from "./base.js";
import { changes } from "./diff.js";
import { open, pasted } from "./editor.js";
import { photoInText, picking, upload } from "./pictures.js";
import { asked, labelledCombo, suggesting } from "./suggest.js";

const phrases = () => ({
  Find: say("find"), Replace: say("replace"), next: say("next"), previous: say("previous"), all: say("all"),
  "match case": say("match_case"), regexp: say("regexp"), "by word": say("by_word"), replace: say("replace"),
  "replace all": say("replace_all"), close: say("close"),
});

/**
 * Make the editor of a text with its buttons. `context` has {article: path, initials: () => text, whole: is it the file}.
 */
export function writing(text, changed, context) {
  const box = make("div", { class: context.whole ? "editor whole" : "editor" });
  let editor = null;
  /** Send files, and put a photo with its words or a link to a document into the text; without files, ask for a photo. */
  const add = async (files) => {
    const made = files ? await upload(files, { article: context.article, shown: progress, papers: true }) : [null];
    for (const one of made) {
      const markdown = one?.title ? linked(editor.selected() || one.title, one.src) : await photoInText(context.article, one);
      if (one?.title) editor.insert(markdown);
      else if (markdown) editor.block(markdown);
    }
  };
  const progress = make("div");
  const actions = [
    ["bold", () => editor.wrap("**"), "Ctrl-B"],
    ["italic", () => editor.wrap("*"), "Ctrl-I"],
    ["link", () => link(editor), "Ctrl-K"],
    ["photo", () => add(null)],
    ["document", () => picking({ accept: start.site.documents.join(), multiple: true }, add)],
    ["also", () => also(editor)],
    ["heading", () => editor.lines("## ", /^#{1,6} /)],
    ["list", () => editor.lines("- ", /^(?:[-*+]|\d+[.)]) /)],
    ["quote", () => editor.lines("> ", /^> ?/)],
    ["page", () => editor.block("<!-- halaman -->")],
    ["embed", () => embed(editor)],
    ["mark", () => closing(editor, context)],
    ["undo", () => editor.undo(), "Ctrl-Z"],
    ["find", () => editor.find(), "Ctrl-F"],
  ];
  const bar = toolbar(context.whole ? actions.filter(([name]) => name === "undo" || name === "find") : actions);
  const run = (name) => () => { actions.find(([one]) => one === name)[1](); return true; };
  editor = open(box, {
    text, label: say(context.whole ? "source_text" : "body"), hint: say("body_hint"), phrases: phrases(), numbered: Boolean(context.whole),
    changed: () => changed(),
    keys: context.whole ? [] : [{ key: "Mod-b", run: run("bold") }, { key: "Mod-i", run: run("italic") }, { key: "Mod-k", run: run("link") }],
    paste: (event) => {
      if (context.whole) return false;
      const [html, words] = ["text/html", "text/plain"].map((type) => event.clipboardData?.getData(type) ?? "");
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length && !words.trim()) add(files);
      else if (html || words) insert(editor, pasted(html, words, start.site.public));
      else return false;
      event.preventDefault();
      return true;
    },
    drop: (event) => {
      const files = [...event.dataTransfer.files];
      if (!files.length || context.whole) return false;
      event.preventDefault();
      add(files);
      return true;
    },
  });
  return {
    element: make("div", { class: "written" }, bar, progress, box),
    editor,
    /** Show what was put together on the server: `sent` is what was marked. */
    rebase: (sent, now) => {
      // The end of a text is not part of it for the server.
      const tail = /\n*$/.exec(sent)[0];
      const found = changes(sent, now.replace(/\n*$/, "") + tail);
      if (found.length) editor.rebase(found);
    },
  };
}

function toolbar(actions) {
  const made = actions.map(([name, run, keys], index) => make("button", {
    type: "button", title: keys ? `${say(`do_${name}`)} (${keys})` : say(`do_${name}`), "aria-label": say(`do_${name}`), tabindex: index ? "-1" : "0", on: { click: run },
  }, icon(name)));
  const bar = make("div", { class: "toolbar", role: "toolbar", "aria-label": say("toolbar") }, made);
  // The text keeps the focus, and a telephone its keyboard.
  bar.addEventListener("mousedown", (event) => event.preventDefault());
  bar.addEventListener("keydown", (event) => {
    const at = made.indexOf(document.activeElement);
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: made.length - 1 }[event.key];
    if (next === undefined || at < 0) return;
    event.preventDefault();
    made[at].tabIndex = -1;
    const other = made[(next + made.length) % made.length];
    other.tabIndex = 0;
    other.focus();
  });
  return bar;
}

/** Put in what was copied elsewhere, and say what of it was left out. */
function insert(editor, { markdown, pictures, tables }) {
  editor.insert(markdown);
  if (pictures) tell(say("left_pictures"));
  if (tables) tell(say("left_tables"));
}

async function link(editor) {
  const chosen = editor.selected();
  const words = make("input", { type: "text", value: chosen, required: true });
  const address = make("input", { type: "text", inputmode: "url", required: true, autofocus: true, placeholder: "https://…" });
  const found = await dialog(say("do_link"), [
    labelledCombo(say("link_address"), address, suggesting(address, asked("article"), (item) => {
      address.value = item.value;
      words.value ||= item.label;
    }, { least: 3 }), say("link_help")),
    labelled(say("link_words"), words),
  ], { actions: [{ label: say("insert"), run: (shut) => shut({ words: words.value, address: address.value.trim() }) }], begin: () => address });
  if (found) editor.insert(linked(found.words, found.address));
}

function linked(words, address) {
  const target = /[\s()<>]/.test(address) ? `<${address.replace(/[<>\n]/g, "")}>` : address;
  return `[${words.replace(/([[\]])/g, "\\$1")}](${target})`;
}

async function also(editor) {
  const search = make("input", { type: "search", required: true });
  const path = await dialog(say("do_also"), (shut) => {
    const combo = suggesting(search, asked("article"), (item) => shut(item.value), { least: 2 });
    return [labelledCombo(say("search_headline"), search, combo)];
  }, { begin: () => search });
  if (path) editor.block(`Baca Juga: [](${path})`);
}

async function embed(editor) {
  const address = make("input", { type: "url", required: true, placeholder: "https://www.youtube.com/watch?v=…", autofocus: true });
  const found = await dialog(say("do_embed"), [labelled(say("address"), address, say("embed_help"))],
    { actions: [{ label: say("insert"), run: (shut) => shut(address.value.trim()) }] });
  if (found) editor.block(found);
}

async function closing(editor, context) {
  const mark = /\*\*\*\([^()\n]{1,20}\)\s*$/;
  if (mark.test(editor.text())) { tell(say("mark_there")); return; }
  const initials = make("input", { type: "text", value: context.initials(), required: true, maxlength: 20, autofocus: true });
  const found = await dialog(say("do_mark"), [labelled(say("initials"), initials, say("mark_help"))],
    { actions: [{ label: say("insert"), run: (shut) => shut(initials.value.trim().replace(/[()*\n]/g, "")) }] });
  // It ends the last sentence; below a table, a list or a photo it stands alone.
  const alone = /(?:^|\n)(?:[|>#]|!\[|[-*+] |\d+[.)] |https?:|<!--)[^\n]*$/.test(editor.text().trimEnd());
  if (found) editor.end(`${alone ? "\n\n" : ""}***(${found})`);
}

/** Return the initials that a name would have. */
export const initialsOf = (name) => (name || start.person.name || "").split(/\s+/).map((one) => one[0] ?? "").join("").toUpperCase().slice(0, 4);
