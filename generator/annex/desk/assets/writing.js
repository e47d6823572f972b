// The screen on which an article is written.
import { button, calmly, icon, make, number, say, start, tell, to } from "./base.js";
import { links, mark, notes, page } from "./beside.js";
import { initialsOf, writing as body } from "./body.js";
import { conflict } from "./conflict.js";
import { listOf } from "./fields.js";
import { forget } from "./keeping.js";
import { orphan } from "./orphan.js";
import { badge } from "./publishing.js";
import { get, isLost, listen, post } from "./server.js";
import { Saver, discard, leftover, offered } from "./saving.js";
import { sheet } from "./sheet.js";
import { formOf, steps } from "./steps.js";
import { hour } from "./times.js";

const PUBLIC = new Set(["published", "scheduled", "expired", "withdrawn"]);
/** What readers have stays as it is until somebody says so; meanwhile it is kept beside. */

export async function writing(path) {
  const box = make("main", { class: "writing", "data-tab": "text", tabindex: "-1" });
  let screen = null;
  const open = (article, whole = false) => {
    const at = [scrollX, scrollY];
    screen?.close();
    screen = new Screen(box, article, whole, open);
    if (article.path !== path) {
      path = article.path;
      history.replaceState(null, "", to("write", path));
    }
    scrollTo(...at);
  };
  let article;
  try {
    article = await get("article", { path });
  } catch (error) {
    const old = error.status === 404 ? leftover(path) : null;
    if (!old) throw error;
    return orphan(path, old, error.message);
  }
  open(article);
  return { element: box, title: article.values?.title || path, close: () => screen.close() };
}

class Screen {
  constructor(box, article, whole, open) {
    this.box = box;
    this.open = open;
    this.article = article;
    // What waits is shown, whatever it is: the next save takes its place.
    this.whole = whole || !article.formable || Boolean(article.working && !article.working.formable);
    this.save = make("span", { class: "save" });
    this.others = make("p", { class: "present", role: "status" });
    this.notices = make("div", { class: "notices", "aria-live": "polite" });
    this.words = make("span", { class: "muted" });
    this.page = page();
    this.notes = notes(article);
    this.look = calmly(() => this.judge(), 400);
    this.count = calmly(() => this.counted(), 300);
    const working = article.working;
    const shown = working?.formable ? { ...article, values: working.values, body: working.body } : article;
    this.saver = new Saver(article, {
      body: () => this.body.editor.text(), text: () => this.body.editor.text(),
      sending: () => { this.marked = this.body.editor.text(); this.body.editor.mark(); },
      saved: (answer, sent) => this.saved(answer, sent), state: (name, message) => this.state(name, message),
      conflict: (told) => this.disagree(told),
    });
    if (this.whole) this.wholeFile(working ? working.text : article.text);
    else this.form(shown);
    this.draw();
    this.showPage(working ? article.waiting : "");
    this.problems(article.problems);
    this.counted();
    this.state(working ? "beside" : "saved");
    if (working) this.look();
    this.offer();
    this.stop = listen(article.path, (told) => this.heard(told));
    this.hide = () => { if (document.hidden) this.saver.flush({ leaving: true }); };
    this.gone = () => this.saver.flush({ leaving: true });
    this.keys = (event) => {
      if ((event.ctrlKey || event.metaKey) && event.key === "s") { event.preventDefault(); this.saver.settle(); }
    };
    document.addEventListener("visibilitychange", this.hide);
    addEventListener("pagehide", this.gone);
    addEventListener("keydown", this.keys);
  }

  close() {
    this.stop();
    this.page.close();
    document.removeEventListener("visibilitychange", this.hide);
    removeEventListener("pagehide", this.gone);
    removeEventListener("keydown", this.keys);
    this.saver.settle().finally(() => { this.saver.close(); this.body.editor.destroy(); });
  }

  // ------------------------------------------------------------------ what is shown

  form(shown) {
    const context = {
      article: this.article.path, whole: false,
      initials: () => this.sheet.values.initials || initialsOf(listOf(this.sheet.values.author)[0]),
    };
    this.sheet = sheet(shown.values, (key, value) => { this.saver.change(key, value); }, (fix) => this.mend(fix), context);
    this.body = body(shown.body, () => { this.saver.changed({ body: true }); this.count(); }, context);
  }

  wholeFile(text) {
    this.sheet = null;
    this.inFile = make("ul", { class: "problems", "aria-label": say("problems") });
    this.body = body(text, () => { this.saver.changed({ text: true }); }, { article: this.article.path, whole: true, initials: () => "" });
  }

  draw() {
    const article = this.article;
    const tabs = ["text", "fields", "page"].filter((name) => name !== "fields" || this.sheet).map((name) => make("button", {
      type: "button", "aria-current": name === "text" ? "true" : null, "data-name": name, on: { click: () => this.tab(name) },
    }, icon({ text: "text", fields: "lists", page: "page" }[name]), say(`tab_${name}`)));
    this.tabs = tabs;
    this.steps = make("div", { class: "steps" });
    this.way = make("div", { class: "marks" });
    this.drawSteps();
    const mode = article.formable ? button(say(this.whole ? "to_form" : "source_text"), () => this.otherMode(), { class: "quiet small" }) : null;
    const text = this.sheet
      ? [...this.sheet.head, this.body.element, this.sheet.inText]
      : [make("p", { class: "notice" }, article.formable ? say("source_help") : article.why), this.body.element, this.inFile];
    this.box.replaceChildren(
      make("header", { class: "bar" },
        make("h1", { class: "sr" }, article.values?.title || article.path),
        make("a", { href: to("list"), class: "back", "aria-label": say("to_lists") }, icon("back")),
        this.badge = badge(article), this.save, this.steps),
      this.others, this.way, this.notices,
      make("nav", { class: "tabs", "aria-label": say("parts") }, tabs),
      make("div", { class: "panels" },
        make("section", { class: "panel text", "aria-label": say("tab_text") }, text, make("p", { class: "foot" }, this.words, mode)),
        make("section", { class: "panel fields", "aria-label": say("tab_fields") }, this.sheet?.side ?? null, this.notes.element, this.links = links(article)),
        make("section", { class: "panel seen", "aria-label": say("tab_page") }, PUBLIC.has(article.state) ? make("p", { class: "help shown" }, say("page_is_public")) : null, this.page.element)));
    this.tab(this.box.dataset.tab);
  }

  tab(name) {
    this.box.dataset.tab = name;
    for (const one of this.tabs) {
      if (one.dataset.name === name) one.setAttribute("aria-current", "true");
      else one.removeAttribute("aria-current");
    }
  }

  /** Whether some of it is not in the file, but kept beside it. */
  get kept() { return this.saver.kept; }

  drawSteps() {
    this.steps.replaceChildren(...steps(this.article, (step, values) => this.take(step, values)));
    this.way.replaceChildren(this.article.mark ? mark(this.article.mark) ?? "" : "");
  }

  counted() {
    const found = this.whole ? 0 : this.body.editor.text().split(/\s+/).filter(Boolean).length;
    this.words.textContent = this.whole ? "" : say("words_count", { count: number(found) });
  }

  state(name, message = "") {
    let shown = name === "typing" && isLost() ? "lost" : name;
    if (name === "beside" && !PUBLIC.has(this.article.state)) shown = "aside";
    this.save.className = `save ${shown}`;
    this.save.textContent = say(`save_${shown}`);
    if (name === "refused" && message !== this.said) tell(message, { wrong: true });
    this.said = name === "refused" ? message : this.said;
  }

  notice(text, ...buttons) {
    const made = make("p", { class: "notice" }, text, " ", buttons);
    this.notices.append(made);
    return made;
  }

  // ---------------------------------------------------------------------- problems

  problems(found) {
    const go = (line) => { this.tab("text"); this.body.editor.go(line); };
    if (this.sheet) {
      this.sheet.problems(found, go);
      this.body.editor.point(found.filter((one) => one.key === "body").map((one) => one.body_line));
    } else {
      this.inFile.replaceChildren(...found.map((one) => {
        const item = make("li", { class: one.level === "warning" ? "warning" : "error" }, button(say("line", { line: number(one.line) }), () => go(one.line), { class: "small" }), " ", one.message,
          one.hint ? make("span", { class: "hint" }, ` ${say("hint", { hint: one.hint })}`) : null);
        return item;
      }));
      this.body.editor.point(found.map((one) => one.line));
    }
    this.article.problems = found;
  }

  async judge() {
    if (isLost() || this.saver.stopped) return;
    try {
      const { problems } = await get("reach", { path: this.article.path });
      if (!this.saver.dirty && !this.saver.flying) this.problems(problems);
    } catch { /* a save says it */ }
  }

  mend(fix) {
    if (fix.text !== undefined) {
      if (this.whole) this.body.editor.replace(fix.text);
      return;
    }
    for (const [key, value] of Object.entries(fix.values ?? {})) this.sheet.change(key, value);
    if (fix.body != null) {
      this.body.rebase(this.mark(), fix.body);
      this.saver.changed({ body: true });
    }
    tell(say("mended"));
  }

  /** Let the text as it is now be what a change from elsewhere is compared with. */
  mark() {
    this.body.editor.mark();
    return (this.marked = this.body.editor.text());
  }

  // ------------------------------------------------------------------------ saving

  saved(answer, sent) {
    this.article.version = answer.version;
    // What was put together may be a text that no form can show: it is shown whole, as soon as nothing is under way.
    this.unshown ||= answer.merged && !this.whole && !answer.formable;
    if (answer.merged && !this.unshown) {
      if (this.whole) this.body.rebase(this.marked, answer.text);
      else {
        this.sheet.set(answer.values, this.saver.values);
        this.body.rebase(this.marked, answer.body);
      }
      tell(say("merged"));
    }
    if (answer.url !== undefined) this.article.url = answer.url;
    this.showPage(answer.waiting);
    if (!this.saver.dirty && answer.problems) {
      this.problems(answer.problems);
      // What only the whole site tells is as old as the save before, until the preview has taken this one in.
      if (answer.problems.length) this.look();
    }
    Object.assign(this.article, { steps: answer.steps, mark: answer.mark, others: answer.others });
    this.drawSteps();
    // A file by hand may have become one that a form can show, or no longer be one.
    if (sent.text !== null && answer.formable !== undefined) this.article.formable = answer.formable;
    if (this.unshown && !this.saver.dirty) this.reload(say("merged")).catch((error) => tell(error.message, { wrong: true }));
  }

  /** The page as readers have it, or with the changes that wait beside the article. */
  showPage(waiting) {
    const { path, url } = this.article;
    this.page.show(waiting && url ? `/_ssg/desk/api/page?${new URLSearchParams({ path, waiting })}` : url);
  }

  async reload(said = "") {
    this.open(await get("article", { path: this.saver.path }));
    if (said) tell(`${said} ${this.article.said}`);
  }

  async otherMode() {
    if (!await this.saver.settle()) { tell(say("save_first"), { wrong: true }); return; }
    const next = await get("article", { path: this.saver.path });
    this.open(next, !this.whole);
  }

  // ------------------------------------------------------------------ steps and others

  async take(step, values) {
    // What is deleted or not yet finished need not be saved first; all else goes out as it is on the screen.
    if (!await this.saver.settle() && step !== "delete") throw new Error(say("save_first"));
    const isPublic = PUBLIC.has(this.article.state);
    if (this.kept && !(isPublic ? start.steps[step].changes : step === "delete")) throw new Error(say(isPublic ? "changes_first" : "mend_first"));
    let next;
    try {
      next = await post("step", { path: this.saver.path, version: this.saver.version, step, values });
    } catch (error) {
      if (error.told?.problems) this.problems(error.told.problems);
      if (error.status !== 409) throw error;
      await this.reload();
      throw new Error(say("changed_meanwhile"));
    }
    forget(formOf(step, this.article.path));
    tell(`${start.steps[step].done} ${next.said ?? ""}`);
    if (step === "delete") {
      this.saver.stopped = true;
      location.hash = to("list");
    } else if (step === "follow") location.hash = to("write", next.path);
    else this.open(next);
  }

  /** Show how far the article has come by now. */
  async followed() {
    const { path } = this.article;
    if (!this.article.reach || this.saver.stopped) return;
    Object.assign(this.article, await get("reach", { path }).catch(() => ({})));
    badge(this.article, this.badge);
  }

  async heard(told) {
    if (told.kind === "others") {
      const names = told.names ?? [];
      this.others.textContent = names.length ? say("also_here", { names: names.join(", ") }) : "";
    }
    if (told.kind === "publishing") await this.followed();
    if (told.kind !== "saved" || told.path !== this.article.path) return;
    while (this.saver.flying) await this.saver.flying;
    // What is typed here goes to the server in a moment, and comes back with theirs.
    if (told.version === (this.saver.waiting || this.saver.version) || this.saver.dirty || this.saver.stopped) return;
    const next = await get("article", { path: this.article.path });
    const same = next.version === this.saver.version && next.waiting === this.saver.waiting;
    if ((same && JSON.stringify(next.mark) === JSON.stringify(this.article.mark)) || this.saver.dirty) return;
    const shown = next.working ?? next;
    if (next.state !== this.article.state || (!this.whole && !(next.formable && shown.formable))) { this.open(next, this.whole); }
    else {
      if (!this.whole) this.sheet.set(shown.values, {});
      this.body.rebase(this.mark(), this.whole ? shown.text : shown.body);
      Object.assign(this.saver, { version: next.version, waiting: next.waiting, base: shown.text, kept: Boolean(next.working) });
      Object.assign(this.article, next);
      this.state(this.kept ? "beside" : "saved");
      this.problems(next.problems);
      this.drawSteps();
      this.showPage(next.waiting);
    }
    tell(say("saved_by", { name: told.who ?? "" }));
  }

  /** Somebody changed the same lines. */
  disagree(told) {
    const mine = told.mine ?? (this.whole ? this.body.editor.text() : this.saver.base);
    const back = () => { shown.element.remove(); this.box.classList.remove("disagreeing"); };
    const done = async (text) => {
      try {
        // It may have been saved again while somebody chose.
        const now = await get("article", { path: this.saver.path });
        const theirs = now.working?.text ?? now.text;
        if (theirs !== told.theirs) { back(); this.disagree({ ...told, theirs, mine: text, version: now.version }); return; }
        await post("save", { path: this.saver.path, version: now.version, waiting: now.waiting, values: {}, body: null, text, base: null });
        discard(this.saver.path);
        this.saver.values = {};
        this.saver.isBody = this.saver.isText = false;
        back();
        await this.reload(say("chosen_saved"));
      } catch (error) { tell(error.message, { wrong: true }); }
    };
    const shown = conflict({ ...told, mine, base: this.saver.base }, done, back);
    this.box.classList.add("disagreeing");
    this.box.append(shown.element);
    shown.begin();
    if (!this.notices.querySelector(".disagreement")) {
      const again = this.notice(say("conflict_waits"), button(say("decide"), () => { if (!shown.element.isConnected) { this.box.append(shown.element); this.box.classList.add("disagreeing"); shown.begin(); } }, { class: "small" }));
      again.classList.add("disagreement");
    }
  }

  /** What this browser kept when it crashed, or when the line was lost. */
  offer() {
    const old = offered(this.article);
    if (!old) return;
    const made = this.notice(say("unsaved_of", { time: hour(old.at) }),
      button(say("restore"), () => { made.remove(); this.restore(old); }, { class: "small" }),
      button(say("throw_away"), () => { made.remove(); discard(this.article.path); }, { class: "small" }));
  }

  restore(old) {
    if (old.text !== undefined && !this.whole) { this.open(this.article, true); return; }
    const isOther = old.version !== this.saver.version || (old.waiting ?? "") !== this.saver.waiting;
    if (isOther && old.base) Object.assign(this.saver, { version: old.version, waiting: old.waiting ?? "", base: old.base });
    else if (isOther) tell(say("restored_over"), { wrong: true });
    if (old.text !== undefined) {
      this.body.editor.replace(old.text);
      this.saver.changed({ text: true });
    } else {
      for (const [key, value] of Object.entries(old.values ?? {})) this.sheet.change(key, value);
      if (old.body !== undefined) {
        this.body.editor.replace(old.body);
        this.saver.changed({ body: true });
      }
    }
    discard(this.article.path);
    this.saver.keep();
  }
}
