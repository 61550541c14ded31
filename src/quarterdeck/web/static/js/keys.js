/* Single keys: rooms after g, rows by j and k, find by /. Off while typing, and where switched off. */
(() => {
  const TYPING = "input, textarea, select, [contenteditable]";
  let after = "";
  let row = -1;

  const rows = () => [...document.querySelectorAll("[data-row]")];

  const moveTo = (place) => {
    const all = rows();
    if (!all.length) return;
    row = Math.max(0, Math.min(all.length - 1, place));
    all.forEach((each, n) => each.classList.toggle("is-here", n === row));
    const link = all[row].querySelector("a, button, input");
    (link || all[row]).focus({ preventScroll: true });
    all[row].scrollIntoView({ block: "nearest" });
  };

  const click = (selector, within = document) => {
    const found = within.querySelector(selector);
    if (found) found.click();
    return Boolean(found);
  };

  const ACTS = {
    "/": () => { const find = document.querySelector("[data-find]"); if (find) find.focus(); return Boolean(find); },
    j: () => moveTo(row + 1),
    k: () => moveTo(row - 1),
    o: () => rows()[row] && click("a", rows()[row]),
    x: () => rows()[row] && click("input[type=checkbox]", rows()[row]),
    u: () => click("[data-up]"),
    l: () => click("[data-lens]"),
    f: () => { const first = document.querySelector("[data-filter]"); if (first) first.focus(); },
    a: () => click("[data-assign]"),
    d: () => click("[data-decide]"),
    n: () => { const note = document.querySelector("[data-note]"); if (note) note.focus(); },
    "?": () => document.getElementById("keys-sheet").showModal(),
  };

  document.addEventListener("keydown", (event) => {
    if (document.body.dataset.keys !== "on") return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest(TYPING)) return;
    if (after === "g") {
      after = "";
      if (click(`[data-go="${CSS.escape(event.key)}"]`)) event.preventDefault();
      return;
    }
    if (event.key === "g") { after = "g"; setTimeout(() => { after = ""; }, 1500); return; }
    const act = ACTS[event.key];
    if (act) { event.preventDefault(); act(); }
  });
})();
