// What goes to the server and comes from it. A lost line is found out here, and shown.
import { say } from "./base.js";

/** The server refuses, and says why. */
export class Refused extends Error {
  constructor(status, told) {
    super(told.message || say("refused", { status }));
    this.status = status;
    this.told = told;
  }
}

/** The server cannot be reached. */
export class Offline extends Error {
  constructor() { super(say("line_lost")); }
}

/** Tells `lost` and `back`, and `publishing` with what is on its way. */
export const line = new EventTarget();
let lost = false;
export const isLost = () => lost;

export function lose(is) {
  if (lost === is) return;
  lost = is;
  const shown = document.querySelector("#line");
  shown.textContent = is ? say("line_lost") : "";
  shown.hidden = !is;
  line.dispatchEvent(new Event(is ? "lost" : "back"));
  if (is) wait();
}

// While the line is lost, somebody has to look whether it is back.
let pause = 1000;
async function wait() {
  while (lost) {
    await new Promise((done) => { setTimeout(done, pause); addEventListener("online", done, { once: true }); });
    pause = Math.min(pause * 1.5, 10000);
    try { await ask("api/publishing"); } catch { /* it says so itself */ }
  }
  pause = 1000;
}

async function ask(address, options) {
  let answer;
  try {
    answer = await fetch(address, options);
  } catch {
    lose(true);
    throw new Offline();
  }
  // A proxy that has nobody behind it.
  if ([502, 503, 504].includes(answer.status)) {
    lose(true);
    throw new Offline();
  }
  lose(false);
  const isJson = answer.headers.get("content-type")?.startsWith("application/json");
  const told = isJson ? await answer.json().catch(() => { lose(true); throw new Offline(); }) : {};
  if (!answer.ok) throw new Refused(answer.status, told);
  return told;
}

const query = (given) => new URLSearchParams(Object.entries(given).filter(([, value]) => value !== "" && value !== null && value !== undefined));

export const get = (name, given = {}, options = {}) => ask(`api/${name}?${query(given)}`, options);

export const post = (name, data, options = {}) =>
  ask(`api/${name}`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(data), ...options });

/** Send a file, and tell how much of it has gone. */
export function send(name, given, file, progress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", `api/${name}?${query(given)}`);
    request.setRequestHeader("content-type", "application/octet-stream");
    request.upload.onprogress = (event) => { if (event.lengthComputable) progress(event.loaded / event.total); };
    request.onerror = () => { lose(true); reject(new Offline()); };
    request.onload = () => {
      let told = {};
      try { told = JSON.parse(request.responseText); } catch { /* a refusal in plain text */ }
      if (request.status === 200) resolve(told);
      else reject(new Refused(request.status, told));
    };
    request.send(file);
  });
}

/** Listen to what happens to a text until the returned function is called. */
export function listen(path, heard) {
  let stream = null;
  let timer = 0;
  const open = () => {
    stream = new EventSource(`api/events?${query({ path })}`);
    stream.onmessage = (event) => {
      const told = JSON.parse(event.data);
      if (told.kind === "publishing") line.dispatchEvent(new CustomEvent("publishing", { detail: told }));
      heard(told);
    };
    stream.onerror = () => {
      if (stream?.readyState !== EventSource.CLOSED) return;
      clearTimeout(timer);
      timer = setTimeout(open, 5000);
    };
  };
  // A browser opens six connections to one host, so a tab that nobody sees gives its own back.
  const seen = () => {
    clearTimeout(timer);
    stream?.close();
    stream = null;
    if (!document.hidden) open();
  };
  document.addEventListener("visibilitychange", seen);
  seen();
  return () => {
    document.removeEventListener("visibilitychange", seen);
    clearTimeout(timer);
    stream?.close();
    stream = null;
  };
}

export const picture = (src, width) => `api/picture?${query({ src, width })}`;
