(() => {
  "use strict";
  // Nothing of another host is asked for before the reader agrees: what a hook has in <template data-izin> is inert.
  const parts = document.querySelectorAll("template[data-izin]");
  const box = document.querySelector(".izin");
  const again = document.querySelector(".izin-ubah");
  if (!parts.length || !box || !again) return;
  const store = (value) => {
    try {
      if (value) localStorage.setItem("izin", value);
      return localStorage.getItem("izin");
    } catch {
      return value;
    }
  };
  const load = () => {
    for (const part of parts) {
      const content = document.importNode(part.content, true);
      // In their order, as if they had stood in the page, but for those that say `async`.
      for (const script of content.querySelectorAll("script:not([async])")) script.async = false;
      part.replaceWith(content);
    }
  };
  const hosts = new Set();
  for (const part of parts) {
    for (const { src } of part.content.querySelectorAll("[src]")) hosts.add(new URL(src, location.href).host);
  }
  hosts.delete(location.host);
  const who = box.querySelector("[data-siapa]");
  if (who && hosts.size) who.append(" ", who.dataset.siapa.replace("%s", [...hosts].join(", ")));
  const before = store();
  const show = (asked) => {
    box.hidden = !asked;
    again.hidden = asked;
  };
  if (before === "ya") load();
  show(before !== "ya" && before !== "tidak");
  let loaded = before === "ya";
  for (const button of box.querySelectorAll("button")) {
    button.onclick = () => {
      store(button.value);
      show(false);
      if (button.value === "ya" && !loaded) {
        loaded = true;
        load();
      } else if (button.value !== "ya" && loaded) {
        // What a script has begun only a new page ends.
        location.reload();
      }
    };
  }
  again.querySelector("button").onclick = () => {
    show(true);
    box.querySelector("button").focus();
  };
})();
