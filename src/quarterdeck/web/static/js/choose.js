/* Choosing many rows: Shift+click takes everything between. */
(() => {
  let last = null;
  document.addEventListener("click", (event) => {
    const box = event.target.closest("input[type=checkbox][name=finding]");
    if (!box) return;
    const all = [...document.querySelectorAll("input[type=checkbox][name=finding]")];
    if (event.shiftKey && last) {
      const [from, to] = [all.indexOf(last), all.indexOf(box)].sort((a, b) => a - b);
      all.slice(from, to + 1).forEach((each) => { each.checked = box.checked; });
    }
    last = box;
  });
})();
