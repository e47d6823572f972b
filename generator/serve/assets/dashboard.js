(() => {
  "use strict";
  const form = document.querySelector("#waktu");
  const travel = async (text) => {
    const answer = await fetch("/_ssg/now", { method: "POST", body: text });
    if (!answer.ok) form.querySelector("[role=status]").textContent = "Waktu itu tidak dikenali.";
  };
  form?.addEventListener("submit", (event) => {
    event.preventDefault();
    travel(`${form.querySelector("input").value.slice(0, 16)} ${form.dataset.zona}`);
  });
  document.querySelector("#sekarang")?.addEventListener("click", () => travel(""));

  // The list is drawn anew whenever something was taken in, unless somebody is choosing a time.
  let first = true;
  const stream = new EventSource("/_ssg/events?url=&seen=");
  stream.onmessage = async (event) => {
    if (JSON.parse(event.data).kind !== "state") return;
    if (first) { first = false; return; }
    const answer = await fetch(location.href);
    const next = new DOMParser().parseFromString(await answer.text(), "text/html");
    const chosen = form?.contains(document.activeElement) && form.querySelector("input").value;
    if (chosen) { location.reload(); return; }
    document.querySelector("main").replaceWith(document.adoptNode(next.querySelector("main")));
  };
})();
