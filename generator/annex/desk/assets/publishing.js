// What is on its way to readers, in one line above all screens.
import { make, say } from "./base.js";
import { get, line } from "./server.js";

/** Make the line; it follows what the server tells, and asks now and then in case nothing is heard. */
export function publishing() {
  const shown = make("p", { class: "way", role: "status" });
  const draw = (told) => {
    shown.className = `way ${told.state}`;
    if (shown.textContent !== told.text) shown.textContent = told.text;
  };
  const look = () => { if (!document.hidden) get("publishing").then(draw, () => {}); };
  line.addEventListener("publishing", (event) => draw(event.detail));
  setInterval(look, 15000);
  look();
  return shown;
}

/** Draw how far an article has come: what is published in the words of readers, with its address once they have it. */
export function badge(article, made = make("span")) {
  const isOut = article.state === "published" && article.said;
  made.className = `badge ${isOut ? article.reach : article.state}`;
  const text = isOut ? article.said : [say(`state_${article.state}`), article.said].filter(Boolean).join(" · ");
  const address = article.reach === "public" ? article.public : "";
  made.replaceChildren(address ? make("a", { href: address, target: "_blank", rel: "noopener" }, text) : text);
  return made;
}
