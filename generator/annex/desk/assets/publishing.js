// From the desk to readers: how far it is, and where it is to be read.
import { button, make, number, say, start, tell } from "./base.js";
import { get, listen, post } from "./server.js";

export function publishing() {
  const shown = make("div", { class: "going" });
  const go = button(say("publish_site"), async () => {
    go.disabled = true;
    try { draw(await post("publish", {})); } catch (error) { tell(error.message, { wrong: true }); go.disabled = false; }
    look();
  }, { class: "primary" });
  let timer = 0;
  const look = async () => {
    clearTimeout(timer);
    try {
      const told = await get("publishing");
      draw(told);
      if (told.state === "running") timer = setTimeout(look, 1500);
    } catch { timer = setTimeout(look, 5000); }
  };
  const draw = (told) => {
    go.disabled = told.state === "running" || !start.person.publishes;
    const bar = told.state === "running" ? make("progress", { "aria-label": say("publishing"), ...(told.total ? { max: told.total } : {}) }) : null;
    if (bar && told.total) bar.value = told.done;
    shown.replaceChildren(...[
      make("p", { class: `state ${told.state}`, role: "status" }, told.state === "done" && told.message ? told.message : say(`publishing_${told.state}`), told.step && told.state !== "done" ? ` ${told.step}` : "", told.total && bar ? ` ${number(told.done)}/${number(told.total)}` : ""),
      bar,
      told.message && told.state !== "done" ? make("p", { class: told.state === "failed" ? "wrong-text" : "" }, told.message) : null,
      told.hint ? make("p", { class: "hint" }, say("hint", { hint: told.hint })) : null,
      told.url ? make("p", {}, make("a", { href: told.url, target: "_blank", rel: "noopener" }, told.url)) : null,
      told.lines?.length ? make("details", {}, make("summary", {}, say("publishing_lines")), make("pre", { tabindex: "0" }, told.lines.join("\n"))) : null,
    ].filter(Boolean));
  };
  const stop = listen("", (told) => { if (told.kind === "publishing") draw(told); });
  look();
  return {
    element: make("main", { class: "narrow", tabindex: "-1" }, make("h1", {}, say("publishing")),
      make("p", {}, start.publish ? say("publishing_why") : say("publishing_nowhere")), start.publish ? go : null, shown),
    title: say("publishing"), close: () => { clearTimeout(timer); stop(); },
  };
}
