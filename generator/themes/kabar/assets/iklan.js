(() => {
  "use strict";
  // The portal's own advertisements. They stand in one file of their own, so a page never changes for them, and their
  // hours are looked at here: one that has ended since the last build is not shown.
  const slots = [...document.querySelectorAll("[data-iklan]")];
  if (!slots.length) return;
  const list = (element, key) => (element.dataset[key] || "").split(" ").filter(Boolean);
  // The same page shows the same advertisement in the same place as long as the same ones run.
  const number = (text) => {
    let sum = 2166136261;
    for (let i = 0; i < text.length; i += 1) sum = Math.imul(sum ^ text.charCodeAt(i), 16777619);
    return (sum ^ (sum >>> 15)) >>> 0;
  };
  const fill = (found) => {
    const now = Date.now();
    const kanal = document.body.dataset.kanal;
    const running = found.filter((one) => {
      const { dari, sampai } = one.dataset;
      const only = list(one, "kanal");
      return (!dari || Date.parse(dari) <= now) && (!sampai || now < Date.parse(sampai)) && (!only.length || only.some((slug) => `${kanal}/`.startsWith(`${slug}/`)));
    });
    for (const slot of slots) {
      const here = running.filter((one) => list(one, "tempat").includes(slot.dataset.iklan));
      const chosen = here[number(slot.dataset.iklan + location.pathname) % here.length];
      if (chosen) slot.replaceChildren(document.importNode(chosen, true));
      else slot.hidden = true;
    }
  };
  fetch("/fragmen/iklan.html")
    .then((answer) => (answer.ok ? answer.text() : ""))
    .then((text) => fill([...new DOMParser().parseFromString(text, "text/html").querySelectorAll("body > .iklan-isi")]))
    .catch(() => fill([]));
})();
