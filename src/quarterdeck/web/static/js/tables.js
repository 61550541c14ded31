/* One more blank row in the small grids of a record's form; without scripts two stand there. */
(() => {
  document.querySelectorAll("[data-more-rows]").forEach((button) => {
    const body = button.closest("[data-grid]").querySelector("tbody");
    button.hidden = false;
    button.addEventListener("click", () => {
      const last = body.lastElementChild;
      const row = last.cloneNode(true);
      const number = body.children.length;
      row.querySelectorAll("input, select").forEach((box) => {
        box.name = box.name.replace(/-\d+-/, `-${number}-`);
        box.setAttribute("aria-label", box.getAttribute("aria-label").replace(/\d+$/, number + 1));
        box.value = "";
      });
      body.append(row);
      row.querySelector("input, select").focus();
    });
  });
})();
