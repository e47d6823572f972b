(() => {
  "use strict";
  const all = (selector) => document.querySelectorAll(selector);

  // The date belongs to the portal's zone, wherever the reader's clock stands.
  const east = { WIB: 7, WITA: 8, WIT: 9 };
  const days = ["Minggu", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu"];
  const months = ["Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli",
    "Agustus", "September", "Oktober", "November", "Desember"];
  for (const slot of all("[data-tanggal]")) {
    const now = new Date(Date.now() + (east[slot.dataset.zona] || 7) * 36e5);
    slot.textContent = `${days[now.getUTCDay()]}, ${now.getUTCDate()} ${months[now.getUTCMonth()]} ${now.getUTCFullYear()}`;
  }

  // An article younger than this still has the list it was built with; see "freshness" in site.yaml.
  const fresh = 48 * 36e5;
  let fragment;
  const refresh = async (slot) => {
    fragment ||= fetch("/fragmen/terkini.html").then((answer) => (answer.ok ? answer.text() : Promise.reject()));
    try {
      // A host that answers every address with its front page must not get that into the box.
      const list = new DOMParser().parseFromString(await fragment, "text/html").querySelector("body > ol.terkini");
      const old = slot.querySelector("ol, p");
      if (list && old) old.replaceWith(document.adoptNode(list));
    } catch {
      // The list or the link that the page came with stays.
    }
  };
  const slots = [...all("[data-terkini]")].filter(
    (slot) => !slot.dataset.sejak || Date.now() - Date.parse(slot.dataset.sejak) > fresh);
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

  const button = (text, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    made.addEventListener("click", act);
    return made;
  };

  // Nothing is asked of a third party before the reader says so.
  for (const box of all(".embed[data-src]")) {
    const source = box.dataset.src;
    if (!source.startsWith("https://www.youtube-nocookie.com/embed/")) continue;
    box.dataset.siap = "";
    box.prepend(button("Putar video", () => {
      const frame = document.createElement("iframe");
      frame.src = source + (source.includes("?") ? "&" : "?") + "autoplay=1";
      frame.title = "Video YouTube";
      frame.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
      frame.referrerPolicy = "strict-origin-when-cross-origin";
      box.replaceChildren(frame);
      frame.focus();
    }));
  }

  const share = document.querySelector(".bagikan ul");
  if (share) {
    const address = document.querySelector("link[rel=canonical]")?.href || location.href;
    const add = (made) => share.appendChild(document.createElement("li")).append(made);
    if (navigator.clipboard) {
      const copy = button("Salin tautan", async () => {
        try {
          await navigator.clipboard.writeText(address);
          copy.textContent = "Tautan tersalin";
        } catch {
          copy.textContent = "Gagal menyalin";
        }
        setTimeout(() => { copy.textContent = "Salin tautan"; }, 3000);
      });
      copy.setAttribute("aria-live", "polite");
      add(copy);
    }
    if (navigator.share) {
      const title = document.querySelector("h1")?.textContent || document.title;
      add(button("Lainnya…", () => navigator.share({ title, url: address }).catch(() => {})));
    }
  }

  // Set here because a strict content security policy forbids the style attribute, but not this.
  for (const picture of all("img[data-fokus]")) picture.style.objectPosition = picture.dataset.fokus;

  const here = document.querySelector(".kanal [aria-current]");
  if (here) here.closest("ul").scrollLeft = here.offsetLeft - 48;
})();
