// 深浅 Light or dark: what the reader chose, else what the system prefers; set before the page is drawn.
(() => {
  // What works only with scripts keeps its room from the beginning.
  document.documentElement.classList.add("reg-scripted");
  const NAME = "scheme";
  const button = document.querySelector(".reg-scheme");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  let chosen = null;
  try { chosen = localStorage.getItem(NAME); } catch { /* Storage may be forbidden: the choice lasts for this page. */ }

  function drawn() {
    const scheme = chosen ?? (dark.matches ? "slate" : "default");
    document.body.dataset.mdColorScheme = scheme;
    button.title = scheme === "slate" ? "切换到浅色" : "切换到深色";
    button.setAttribute("aria-label", button.title);
  }

  button.addEventListener("click", () => {
    chosen = document.body.dataset.mdColorScheme === "slate" ? "default" : "slate";
    try { localStorage.setItem(NAME, chosen); } catch { /* As above. */ }
    drawn();
  });
  dark.addEventListener("change", drawn);
  button.hidden = false;
  drawn();
})();
