(() => {
  "use strict";
  // The parts of the page are drawn anew again and again, so what is done on them is heard above them.
  const travel = async (text) => {
    const answer = await fetch("/_ssg/now", { method: "POST", body: text });
    if (!answer.ok) document.querySelector("#waktu [role=status]").textContent = document.querySelector("#waktu").dataset.salah;
  };
  document.addEventListener("submit", (event) => {
    if (event.target.id !== "waktu") return;
    event.preventDefault();
    travel(`${event.target.querySelector("input").value.slice(0, 16)} ${event.target.dataset.zona}`);
  });
  document.addEventListener("click", (event) => {
    if (event.target.id === "sekarang") travel("");
    if (event.target.id === "draf") fetch(`/_ssg/drafts?shown=${event.target.dataset.tampil}`, { method: "POST" });
  });

  const draw = async () => {
    const answer = await fetch(location.href);
    if (answer.status === 401) location.reload();
    if (!answer.ok) return;
    const next = document.adoptNode(new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main"));
    const main = document.querySelector("main");
    const field = main.querySelector("#waktu input");
    // Who is choosing a time keeps what was chosen.
    if (field && field.value !== field.defaultValue) next.querySelector("#waktu input").value = field.value;
    if (field && document.activeElement === field) next.querySelector("#waktu").replaceWith(main.querySelector("#waktu"));
    main.replaceWith(next);
  };
  // The page may be older than what it is told first: something may have been saved while it was on its way.
  let wanted;
  let drawing = false;
  const follow = async (version) => {
    wanted = version;
    if (drawing || document.querySelector("main").dataset.versi === version) return;
    drawing = true;
    try {
      let before;
      do {
        before = wanted;
        await draw();
      } while (wanted !== before);
    } finally {
      drawing = false;
    }
  };
  let stream;
  const listen = () => {
    if (document.hidden) {
      stream?.close();
      stream = undefined;
    } else if (!stream) {
      stream = new EventSource("/_ssg/events?url=&seen=");
      stream.onmessage = (event) => {
        const said = JSON.parse(event.data);
        if (said.kind === "state") follow(said.version).catch(() => {});
      };
      stream.onerror = () => {
        if (stream?.readyState !== EventSource.CLOSED) return;
        stream = undefined;
        setTimeout(() => { draw().catch(() => {}); listen(); }, 1000);
      };
    }
  };
  document.addEventListener("visibilitychange", listen);
  addEventListener("pagehide", () => { stream?.close(); stream = undefined; });
  listen();
})();
