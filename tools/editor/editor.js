// The text editor of the desk. It is bundled into generator/annex/desk/assets/editor.js; see CONTRIBUTING.md.
import { defaultKeymap, history, historyKeymap, undo } from "@codemirror/commands";
import { deleteMarkupBackward, insertNewlineContinueMarkup, markdownLanguage } from "@codemirror/lang-markdown";
import { HighlightStyle, Language, LanguageSupport, syntaxHighlighting } from "@codemirror/language";
import { highlightSelectionMatches, openSearchPanel, search, searchKeymap } from "@codemirror/search";
import { Annotation, ChangeSet, Compartment, EditorState, Prec, StateEffect, StateField } from "@codemirror/state";
import { Decoration, drawSelection, EditorView, keymap, lineNumbers, placeholder } from "@codemirror/view";
import { tags } from "@lezer/highlight";

export { pasted } from "./pasting.js";

/** A type that is copied beside the text of the editor: that is Markdown, whatever it looks like. */
const OWN = "text/x-warta";

const colours = HighlightStyle.define([
  { tag: tags.heading, class: "md-heading" },
  { tag: tags.strong, class: "md-strong" },
  { tag: tags.emphasis, class: "md-emphasis" },
  { tag: tags.link, class: "md-link" },
  { tag: tags.url, class: "md-url" },
  { tag: tags.quote, class: "md-quote" },
  { tag: tags.comment, class: "md-comment" },
  { tag: tags.processingInstruction, class: "md-mark" },
]);

/** Markdown in which the line under front matter makes no headline of its last key. */
const file = new Language(markdownLanguage.data, markdownLanguage.parser.configure({ remove: ["SetextHeading"] }));

/** Changes that are not typed here: what a colleague saved. */
const foreign = Annotation.define();

const point = StateEffect.define();
/** Places in the text with a problem. */
const points = StateField.define({
  create: () => Decoration.none,
  update: (known, transaction) => {
    for (const effect of transaction.effects) if (effect.is(point)) return effect.value;
    return known.map(transaction.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

/**
 * Open an editor.
 *
 * `changed` is told each change by the person; `paste` and `drop` may take what comes, by returning true.
 */
export function open(parent, { text, label, hint, phrases, numbered, changed, paste, drop, keys = [] }) {
  let since = ChangeSet.empty(text.length);
  const frozen = new Compartment();
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        EditorState.phrases.of(phrases),
        history(),
        drawSelection(),
        EditorView.lineWrapping,
        numbered ? lineNumbers() : [],
        placeholder(hint),
        new LanguageSupport(numbered ? file : markdownLanguage),
        syntaxHighlighting(colours),
        search({ top: true }),
        highlightSelectionMatches(),
        points,
        frozen.of([]),
        Prec.high(keymap.of([
          ...keys,
          { key: "Enter", run: insertNewlineContinueMarkup },
          { key: "Backspace", run: deleteMarkupBackward },
        ])),
        keymap.of([...searchKeymap, ...historyKeymap, ...defaultKeymap]),
        EditorView.contentAttributes.of({ "aria-label": label, "aria-multiline": "true", spellcheck: "true", autocapitalize: "sentences" }),
        EditorView.domEventHandlers({
          paste: (event) => !event.clipboardData?.types.includes(OWN) && (paste?.(event) || false),
          drop: (event) => drop?.(event) || false,
        }),
        EditorView.updateListener.of((update) => {
          if (!update.docChanged) return;
          since = since.compose(update.changes);
          if (!update.transactions.some((one) => one.annotation(foreign))) changed();
        }),
      ],
    }),
  });

  for (const name of ["copy", "cut"]) parent.addEventListener(name, (event) => event.clipboardData?.setData(OWN, "1"));
  return {
    view,
    text: () => view.state.doc.toString(),
    focus: () => view.focus(),
    find: () => openSearchPanel(view),
    undo: () => { undo(view); view.focus(); },
    destroy: () => view.destroy(),

    /** Forget what was typed so far: the text as it is now is on its way to the server. */
    mark: () => { since = ChangeSet.empty(view.state.doc.length); },

    /** Take in what became of the marked text elsewhere, `hunks` of {from, to, text}, below what was typed since. */
    rebase: (hunks) => {
      const set = (some) => ChangeSet.of(some.map((one) => ({ from: one.from, to: one.to, insert: one.text })), since.length);
      // What they add below the last line comes after a word that is being typed there; all else before.
      const below = (one) => one.from === one.to && one.text.startsWith("\n");
      const changes = [set(hunks.filter((one) => !below(one))).map(since, true), set(hunks.filter(below)).map(since, false)];
      view.dispatch({ changes, annotations: foreign.of(true) });
    },

    /** Replace all of it, as the person asked. */
    replace: (next) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: next } }),

    /** Put `before` and `after` around what is selected, or take them away. */
    wrap: (before, after = before, empty = "") => {
      const { from, to } = view.state.selection.main;
      const doc = view.state.doc;
      const has = doc.sliceString(from - before.length, from) === before && doc.sliceString(to, to + after.length) === after;
      if (has && from >= before.length) {
        view.dispatch({
          changes: [{ from: from - before.length, to: from }, { from: to, to: to + after.length }],
          selection: { anchor: from - before.length, head: to - before.length }, scrollIntoView: true, userEvent: "input",
        });
      } else {
        const inner = doc.sliceString(from, to) || empty;
        view.dispatch({
          changes: { from, to, insert: before + inner + after },
          selection: { anchor: from + before.length, head: from + before.length + inner.length },
          scrollIntoView: true, userEvent: "input",
        });
      }
      view.focus();
    },

    /** Begin each selected line with `mark`, or a number; or end that. */
    lines: (mark, any) => {
      const { from, to } = view.state.selection.main;
      const changes = [];
      const doc = view.state.doc;
      const last = doc.lineAt(to).number;
      const first = doc.lineAt(from).number;
      let every = true;
      for (let at = first; at <= last; at += 1) if (doc.line(at).length && !doc.line(at).text.startsWith(mark)) every = false;
      if (every && !doc.line(first).text.startsWith(mark)) every = false;
      for (let at = first; at <= last; at += 1) {
        const line = doc.line(at);
        if (!line.length && first !== last) continue;
        const had = any.exec(line.text)?.[0] ?? "";
        changes.push({ from: line.from, to: line.from + had.length, insert: every ? "" : mark });
      }
      view.dispatch({ changes, scrollIntoView: true, userEvent: "input" });
      view.focus();
    },

    /** Put a paragraph of its own after the one with the cursor. */
    block: (text) => {
      const doc = view.state.doc;
      let line = doc.lineAt(view.state.selection.main.to);
      if (line.text.trim()) while (line.number < doc.lines && doc.line(line.number + 1).text.trim()) line = doc.line(line.number + 1);
      const before = line.text.trim() ? "\n\n" : line.number > 1 && doc.line(line.number - 1).text.trim() ? "\n" : "";
      const next = line.number < doc.lines ? doc.line(line.number + 1).text.trim() : "";
      const after = line.number === doc.lines ? "\n\n" : next ? "\n" : "";
      const insert = before + text + after;
      view.dispatch({ changes: { from: line.to, insert }, selection: { anchor: line.to + insert.length }, scrollIntoView: true, userEvent: "input" });
      view.focus();
    },

    /** Put text in place of what is selected. */
    insert: (text) => {
      view.dispatch(view.state.replaceSelection(text), { scrollIntoView: true, userEvent: "input.paste" });
      view.focus();
    },

    /** Replace a part. */
    change: (from, to, text) => {
      view.dispatch({ changes: { from, to, insert: text }, selection: { anchor: from + text.length }, scrollIntoView: true, userEvent: "input" });
      view.focus();
    },

    /** Put a text at the very end of what is written. */
    end: (text) => {
      const at = view.state.doc.toString().trimEnd().length;
      view.dispatch({ changes: { from: at, insert: text }, selection: { anchor: at + text.length }, scrollIntoView: true, userEvent: "input" });
      view.focus();
    },

    selected: () => view.state.sliceDoc(view.state.selection.main.from, view.state.selection.main.to),

    /** Go to a line, counted from 1. */
    go: (number) => {
      const line = view.state.doc.line(Math.min(Math.max(number, 1), view.state.doc.lines));
      view.dispatch({ selection: { anchor: line.from }, effects: EditorView.scrollIntoView(line.from, { y: "center" }) });
      view.focus();
    },

    /** Underline the lines, counted from 1, that have a problem. */
    point: (numbers) => {
      const lines = [...new Set(numbers)].filter((one) => one >= 1 && one <= view.state.doc.lines).sort((one, other) => one - other);
      const wrong = Decoration.line({ class: "md-wrong" });
      view.dispatch({ effects: point.of(Decoration.set(lines.map((one) => wrong.range(view.state.doc.line(one).from)))) });
    },

    freeze: (shut) => view.dispatch({ effects: frozen.reconfigure(shut ? EditorState.readOnly.of(true) : []) }),
  };
}
