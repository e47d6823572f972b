(() => {
  "use strict";
  const all = (selector) => document.querySelectorAll(selector);
  const page = document.documentElement;
  const words = document.currentScript.dataset;
  // Controls that need this script are there from the start, unseen, so that nothing moves when it comes.
  page.classList.add("js");

  // The date belongs to the portal's zone, wherever the reader's clock stands.
  const places = { WIB: "Jakarta", WITA: "Makassar", WIT: "Jayapura" };
  for (const slot of all("[data-tanggal]")) {
    slot.textContent = new Intl.DateTimeFormat(page.lang === "en" ? "en-GB" : page.lang, {
      weekday: "long", day: "numeric", month: "long", year: "numeric",
      timeZone: "Asia/" + (places[slot.dataset.zona] || places.WIB),
    }).format();
  }

  // A younger article still takes in newer news with every build; see "freshness" in site.yaml. A theme whose own
  // _script.html does not say how long that is means the default.
  const fresh = (words.segar ?? 48 * 3600) * 1000;
  const isOld = (slot) => !slot.dataset.sejak || Date.now() - Date.parse(slot.dataset.sejak) > fresh;
  let fragment;
  const refresh = async (slot) => {
    fragment ||= fetch("/fragmen/terkini.html").then((answer) => (answer.ok ? answer.text() : Promise.reject()));
    try {
      // A host that answers every address with its front page must not get that into the box.
      const found = new DOMParser().parseFromString(await fragment, "text/html");
      const list = found.querySelector("body > ol.terkini");
      const old = slot.querySelector("ol, p");
      // Nor the article that it stands beside, on any of its pages.
      for (const link of list?.querySelectorAll("a") ?? []) {
        if (location.pathname.startsWith(link.pathname)) link.closest("li").remove();
      }
      if (list && old && isOld(slot)) old.replaceWith(document.adoptNode(list));
      const most = found.querySelector("body > .terpopuler");
      if (most && !document.querySelector(".terpopuler")) slot.after(document.adoptNode(most));
    } catch {
      // The list or the link that the page came with stays.
    }
  };
  const slots = [...all("[data-terkini]")];
  if ("IntersectionObserver" in window) {
    const watch = new IntersectionObserver((seen) => {
      for (const entry of seen) {
        if (!entry.isIntersecting) continue;
        watch.unobserve(entry.target);
        refresh(entry.target);
      }
    }, { rootMargin: "600px" });
    slots.forEach((slot) => watch.observe(slot));
  } else {
    slots.forEach(refresh);
  }

  // Breaking news is in a file of its own, so that no page is made again for it; what the home page says may be over.
  fetch("/fragmen/penting.html").then((answer) => (answer.ok ? answer.text() : Promise.reject())).then((text) => {
    const found = new DOMParser().parseFromString(text, "text/html").querySelector("body > .penting");
    document.querySelector(".penting")?.remove();
    if (found) document.querySelector("main")?.before(document.adoptNode(found));
  }).catch(() => {});

  // Nothing is asked of a third party before the reader says so.
  const players = ["https://www.youtube-nocookie.com/embed/", "https://player.vimeo.com/video/"];
  const embed = (root) => root.querySelectorAll(".embed[data-src]").forEach((box) => {
    const source = box.dataset.src;
    if (!players.some((player) => source.startsWith(player))) return;
    const play = document.createElement("button");
    play.type = "button";
    play.textContent = words.putar;
    play.onclick = () => {
      const frame = document.createElement("iframe");
      frame.src = source + (source.includes("?") ? "&" : "?") + "autoplay=1";
      frame.title = box.dataset.embed === "youtube" ? words.video : box.querySelector("a").textContent;
      frame.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
      frame.referrerPolicy = "strict-origin-when-cross-origin";
      box.replaceChildren(frame);
      frame.focus();
    };
    box.prepend(play);
  });
  embed(document);
  // An entry that comes into a live report (langsung.js).
  document.addEventListener("tambah", (event) => embed(event.target));

  // A table that goes beyond the screen says so, since nothing else does on a phone.
  for (const table of all(".isi .tabel")) {
    if (!words.geser || table.scrollWidth <= table.clientWidth) continue;
    const hint = document.createElement("p");
    hint.className = "geser";
    hint.append(Object.assign(document.createElement("span"), { textContent: words.geser }));
    table.after(hint);
  }

  const address = () => document.querySelector("link[rel=canonical]")?.href || location.href;
  for (const copy of all("[data-salin]")) {
    const before = copy.textContent;
    copy.setAttribute("aria-live", "polite");
    copy.onclick = async () => {
      try {
        await navigator.clipboard.writeText(address());
        copy.textContent = copy.dataset.salin;
        setTimeout(() => { copy.textContent = before; }, 3000);
      } catch {
        // Where there is no clipboard, the address itself is what can be copied.
        prompt(before, address());
      }
    };
  }
  for (const more of all("[data-bagi]")) {
    if (!navigator.share) more.parentNode.hidden = true;
    more.onclick = () => navigator.share({ title: document.title, url: address() }).catch(() => {});
  }

  // The size of the text, from -1 to 3, is the reader's and stays.
  const store = (value) => {
    try {
      if (value !== undefined) localStorage.setItem("huruf", value);
      return Number(localStorage.getItem("huruf")) || 0;
    } catch {
      return value || 0;
    }
  };
  let size = store();
  const scale = () => { page.dataset.huruf = size; };
  if (size) scale();
  for (const button of all(".ukuran button")) {
    button.onclick = () => {
      size = Math.max(-1, Math.min(3, size + Number(button.value)));
      store(size);
      scale();
    };
  }

  // What is suggested while a reader searches is loaded when a box is first gone to; the key "/" goes there.
  const boxes = [...all("form[role=search] [type=search]")];
  for (const box of boxes) {
    const suggest = () => {
      const before = box.value;
      import("/aset/search/suggest.js").then((found) => found.default(box, words, before)).catch(() => {});
    };
    if (document.activeElement === box) suggest();
    else box.addEventListener("focus", suggest, { once: true });
  }
  document.addEventListener("keydown", (event) => {
    const box = boxes.find((one) => one.offsetParent);
    if (event.key !== "/" || event.ctrlKey || event.metaKey || !box || event.target.closest("input, textarea, select, [contenteditable]")) return;
    event.preventDefault();
    box.select();
    box.focus();
  });

  // Set here because a strict content security policy forbids the style attribute, but not this.
  for (const picture of all("img[data-fokus]")) picture.style.objectPosition = picture.dataset.fokus;

  // A photo of another host may be gone: its card is then one without a photo, not an empty box.
  const gone = (image) => {
    const box = image.closest(".gambar");
    if (!box) return;
    box.hidden = true;
    box.parentNode.classList.add("polos");
  };
  document.addEventListener("error", (event) => event.target.tagName === "IMG" && gone(event.target), true);
  for (const image of all(".gambar img")) {
    if (image.complete && image.currentSrc && !image.naturalWidth) image.decode().catch(() => gone(image));
  }

  const menu = document.querySelector(".menu");
  const close = (event) => {
    if (!menu?.open || (event.key ? event.key !== "Escape" : menu.contains(event.target))) return;
    menu.open = false;
    if (event.key) menu.firstElementChild.focus();
  };
  for (const one of ["keydown", "click", "focusin"]) document.addEventListener(one, close);

  const here = document.querySelector(".kanal > ul [aria-current]");
  if (here) {
    const list = here.closest("ul");
    const end = here.offsetLeft - list.offsetLeft + here.offsetWidth;
    if (end > list.clientWidth) list.scrollLeft = end - here.offsetWidth - 48;
  }
})();
