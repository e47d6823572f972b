// Saving while a person types: one save at a time, only what changed, and nothing lost on the way.
import { drop, read } from "./keeping.js";
import { Offline, Refused, isLost, line, post } from "./server.js";

const PAUSE = 700;
/** Milliseconds without typing after which is saved. */
const LONGEST = 1700;
/** Milliseconds of typing after which is saved anyway. */
const KEPT = "warta-desk:";
const OLD = "warta-desk-old:";
const WITH_BASE = 400000;

/** Texts that did not get to the server, as [{path, title, at}]; `offered` has what they are. */
export function unsaved() {
  const found = new Map();
  try {
    for (const key of Object.keys(localStorage)) {
      const path = key.startsWith(OLD) ? key.slice(OLD.length) : key.startsWith(KEPT) ? key.slice(KEPT.length) : "";
      const old = path && read(key);
      if (old) found.set(path, { path, title: old.title, at: old.at });
    }
  } catch { /* there is no such store */ }
  return [...found.values()];
}

/** What this browser kept of an article that is no longer there; null for nothing. */
export const leftover = (path) => read(KEPT + path) ?? read(OLD + path);

/** What this browser kept of an article and the server does not have; null for nothing. */
export function offered(article) {
  const fresh = read(KEPT + article.path);
  if (fresh) {
    // What is typed from now on is kept in its place.
    try { localStorage.setItem(OLD + article.path, JSON.stringify(fresh)); drop(KEPT + article.path); } catch { /* there is no room: it stays */ }
  }
  const old = fresh ?? read(OLD + article.path);
  if (!old) return null;
  const shown = article.working?.formable ? article.working : article;
  const same = Object.entries(old.values ?? {}).every(([key, value]) => JSON.stringify(value) === JSON.stringify(shown.values?.[key] ?? null))
    && (old.body === undefined || old.body.trim() === shown.body.trim()) && (old.text === undefined || old.text === (article.working?.text ?? article.text));
  if (same) discard(article.path);
  return same ? null : old;
}

/** Throw away what this browser kept of a text. */
export function discard(path) {
  drop(OLD + path);
  drop(KEPT + path);
}

/**
 * Saves one text.
 *
 * `told` has what hears of it: `body()` and `text()` return what is written now, `sending()` is called as a save leaves,
 * `saved(answer, sent)` as it arrives, `state(name, message)` for people, and `conflict(told)`.
 */
export class Saver {
  constructor(article, told) {
    this.path = article.path;
    this.version = article.version;
    this.waiting = article.waiting;
    this.base = article.working?.text ?? article.text;
    this.kept = Boolean(article.working);
    this.title = article.values?.title ?? "";
    this.told = told;
    this.values = {};
    this.isBody = false;
    this.isText = false;
    this.flying = null;
    this.stopped = false;
    this.since = 0;
    this.timer = 0;
    this.back = () => this.flush();
    line.addEventListener("back", this.back);
  }

  get dirty() { return this.isBody || this.isText || Object.keys(this.values).length > 0; }

  close() {
    clearTimeout(this.timer);
    line.removeEventListener("back", this.back);
    this.stopped = true;
  }

  /** A field has another value; null if it goes. */
  change(key, value) {
    this.values[key] = value;
    this.changed();
  }

  changed({ body = false, text = false } = {}) {
    this.isBody ||= body;
    this.isText ||= text;
    this.keep();
    this.told.state("typing");
    if (this.stopped) return;
    const now = performance.now();
    this.since ||= now;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), Math.max(0, Math.min(PAUSE, this.since + LONGEST - now)));
  }

  /** Keep in this browser what the server does not have yet. */
  keep() {
    const own = { version: this.version, waiting: this.waiting, at: Date.now(), title: this.title, values: { ...this.flight?.values, ...this.values } };
    if (this.isBody || this.flight?.body != null) own.body = this.told.body();
    if (this.isText || this.flight?.text != null) own.text = this.told.text();
    if (this.base.length < WITH_BASE) own.base = this.base;
    try {
      localStorage.setItem(KEPT + this.path, JSON.stringify(own));
    } catch {
      delete own.base;
      try { localStorage.setItem(KEPT + this.path, JSON.stringify(own)); } catch { /* there is no room; the server has to do */ }
    }
  }

  /** Save now what there is; another save that is on its way comes first. */
  async flush({ leaving = false } = {}) {
    clearTimeout(this.timer);
    while (this.flying) await this.flying;
    if (this.stopped || !this.dirty) return;
    this.flying = this.#send(leaving).finally(() => { this.flying = null; });
    await this.flying;
  }

  /** Save everything; return whether the server has it. */
  async settle() {
    do await this.flush(); while (this.dirty && !this.failed && !this.stopped);
    return !this.dirty;
  }

  async #send(leaving) {
    const sent = {
      values: this.values, body: this.isBody ? this.told.body() : null, text: this.isText ? this.told.text() : null,
    };
    this.flight = sent;
    this.values = {};
    this.isBody = this.isText = false;
    this.since = 0;
    this.failed = false;
    this.told.sending();
    this.told.state(isLost() ? "lost" : "saving");
    try {
      const answer = await this.#post(sent, leaving);
      this.version = answer.version;
      this.waiting = answer.waiting;
      this.path = answer.path;
      // What may not be published yet is kept beside the file, and gone on with.
      this.kept = answer.kept;
      this.base = answer.text;
      this.flight = null;
      if (this.dirty) this.keep();
      else drop(KEPT + this.path);
      this.told.saved(answer, sent);
      this.told.state(this.dirty ? "typing" : answer.kept ? "beside" : "saved");
    } catch (error) {
      this.#failed(error, sent);
    }
  }

  async #post(sent, leaving) {
    const data = { path: this.path, version: this.version, waiting: this.waiting, ...sent, base: null };
    const small = JSON.stringify(data).length < 60000;
    try {
      return await post("save", data, { keepalive: leaving && small });
    } catch (error) {
      if (!(error instanceof Refused) || error.status !== 409 || error.told.conflict) throw error;
      // Somebody else saved: with the text as it was opened, both can be put together.
      return post("save", { ...data, base: this.base });
    }
  }

  #failed(error, sent) {
    this.failed = true;
    this.flight = null;
    this.values = { ...sent.values, ...this.values };
    this.isBody ||= sent.body !== null;
    this.isText ||= sent.text !== null;
    this.keep();
    if (error instanceof Offline) {
      this.told.state("lost");
    } else if (error instanceof Refused && error.status === 409) {
      this.stopped = true;
      this.told.state("conflict", error.message);
      this.told.conflict(error.told);
    } else if (error instanceof Refused) {
      this.told.state("refused", error.message);
      // A full disk may have room again; what the rules refuse changes with the next letter.
      if (error.status >= 500) this.timer = setTimeout(() => this.flush(), 5000);
    } else {
      throw error;
    }
  }
}
