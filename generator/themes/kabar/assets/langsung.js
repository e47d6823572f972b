// Brings new entries into the open page of a live report: it asks once a minute, while somebody looks at the page and
// until the report ends. Nothing that the reader looks at moves.
(() => {
  "use strict";
  const box = document.querySelector("[data-langsung]");
  const list = box?.querySelector(".entri");
  const said = box?.querySelector("[role=status]");
  if (!list || !said) return;
  const minute = 60000, sent = 20;
  let asked = Date.now(), waiting, first = "", count = 0;

  const get = async (url) => {
    const answer = await fetch(url, { cache: "no-cache" });
    // What was withdrawn or taken down has no entries any more.
    if (answer.status === 404 || answer.status === 410) stop();
    if (!answer.ok) return null;
    // A host that answers every address with its front page must not get that into the page.
    return new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".langsung");
  };
  const entries = (part) => [...part.querySelector(".entri").children];
  const ids = (some) => new Set(some.map((entry) => entry.id));

  const put = (part) => {
    const fresh = entries(part), there = ids([...list.children]), stay = ids(fresh);
    const seen = [...list.children].find((entry) => entry.getBoundingClientRect().bottom > 0);
    const top = seen?.getBoundingClientRect().top;
    // An entry that was taken back goes; beyond the last one that both have, nothing is known.
    const last = fresh.findLast((entry) => there.has(entry.id))?.id;
    const all = fresh.length !== sent;
    for (const entry of [...list.children]) {
      if (!stay.has(entry.id)) entry.remove();
      if (!all && entry.id === last) break;
    }
    let place = list.firstElementChild;
    for (const entry of fresh) {
      const known = there.has(entry.id) && document.getElementById(entry.id);
      let now = known;
      if (!known || known.dataset.versi !== entry.dataset.versi) {
        now = document.adoptNode(entry);
        if (known) {
          if (known === place) place = now;
          known.replaceWith(now);
        }
      }
      if (now === place) place = now.nextElementSibling;
      else list.insertBefore(now, place);
      if (now !== known) now.dispatchEvent(new Event("tambah", { bubbles: true }));
    }
    const know = part.querySelector(".pokok"), knew = box.querySelector(".pokok");
    if (knew && know && knew.textContent !== know.textContent) knew.replaceWith(document.adoptNode(know));
    const state = box.querySelector(".keadaan");
    state.textContent = part.querySelector(".keadaan").textContent;
    if (seen?.isConnected && top < innerHeight) scrollBy({ top: seen.getBoundingClientRect().top - top, behavior: "instant" });
  };

  const tell = () => {
    if (!count) return said.replaceChildren();
    const go = document.createElement("button");
    go.type = "button";
    go.textContent = said.dataset.baru.replace("%s", count);
    go.onclick = () => {
      if (waiting) put(waiting);
      const entry = document.getElementById(first) || list.firstElementChild;
      waiting = undefined;
      count = 0;
      tell();
      entry?.scrollIntoView();
      entry?.querySelector("a").focus({ preventScroll: true });
    };
    said.replaceChildren(go);
  };

  const ask = async () => {
    asked = Date.now();
    try {
      let part = await get(box.dataset.src);
      if (!part) return;
      const there = ids([...list.children]);
      // More is new than is sent: the page itself has it all.
      if (there.size && !entries(part).some((entry) => there.has(entry.id))) part = await get(location.pathname);
      if (!part) return;
      if (part.dataset.langsung) box.dataset.langsung = part.dataset.langsung;
      else {
        stop();
        document.querySelector(".penanda .label-live")?.remove();
      }
      const more = entries(part).filter((entry) => !there.has(entry.id));
      const known = waiting ? ids(entries(waiting)) : there;
      const news = more.filter((entry) => !known.has(entry.id));
      // Where the beginning of the list is in sight, entries would push what is read down: they wait for the reader.
      const held = more.length && list.getBoundingClientRect().top >= 0 && box.getBoundingClientRect().top < innerHeight;
      waiting = held ? part : undefined;
      count = held ? more.length : count + news.length;
      if (news.length) first = more[0].id;
      if (!held) put(part);
      tell();
    } catch {
      // The next minute may do better.
    }
  };
  const look = () => {
    if (document.hidden || Date.now() - asked < minute - 1000) return;
    if (Date.now() > Date.parse(box.dataset.langsung)) stop();
    ask();
  };
  const timer = setInterval(look, minute);
  const stop = () => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", look);
  };
  document.addEventListener("visibilitychange", look);
})();
