/* Small help for every page: light or dark, copying a link, asking before what cannot be undone. */
(() => {
  const THEMES = { dark: "light", light: "dark" };

  const shown = () => document.documentElement.dataset.theme
    || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-theme-switch]")) {
      const next = THEMES[shown()];
      document.documentElement.dataset.theme = next;
      document.cookie = `theme=${next}; path=/; max-age=31536000; samesite=lax`;
    }
    const copies = event.target.closest("[data-copy]");
    if (copies) {
      const from = document.getElementById(copies.dataset.copy);
      from.select();
      navigator.clipboard.writeText(from.value).then(() => { copies.textContent = "Copied"; });
    }
    document.querySelectorAll("details.who-menu[open]").forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });

  document.addEventListener("submit", (event) => {
    const says = event.target.dataset.confirm;
    if (says && !window.confirm(says)) event.preventDefault();
  });
})();
