/* Files dropped on the form are as good as chosen ones. */
(() => {
  document.querySelectorAll("[data-drop]").forEach((form) => {
    const input = form.querySelector("input[type=file]");
    const over = (is) => (event) => { event.preventDefault(); form.classList.toggle("is-over", is); };
    form.addEventListener("dragover", over(true));
    form.addEventListener("dragleave", over(false));
    form.addEventListener("drop", (event) => {
      over(false)(event);
      input.files = event.dataTransfer.files;
      form.requestSubmit();
    });
  });
})();
