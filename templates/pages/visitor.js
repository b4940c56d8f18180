// What every page does for its visitor: keeps the place when the language is changed, and remembers the choice.
const latin = document.getElementById("latin"), link = (event) => event.target.closest?.("a[hreflang]");

// A browser may refuse to keep anything: then nothing is remembered.
function kept(name, value) {
  try {
    if (value !== undefined) localStorage[name] = value;
    return localStorage[name];
  } catch {
    return "";
  }
}

// Before it is followed, in whatever way, a link to another language is given what is asked for and looked at here. Whoever
// is read to may follow it without pointing at it or going to it.
for (const name of ["pointerdown", "focusin", "click"]) {
  addEventListener(name, (event) => {
    const other = link(event);
    if (other) [other.search, other.hash] = [location.search, location.hash];
  });
}
addEventListener("click", (event) => {
  const other = link(event);
  if (other) kept("language", other.hreflang);
});

// A plate's address and the root name no language. There the page in the language once chosen takes this one's place,
// when it has come and nobody has begun to read; an address that names its language is never left.
function inChosen() {
  const chosen = kept("language");
  if (!chosen || /^\/(kk|ru|en)\//.test(location.pathname) || !document.querySelector("[rel=canonical]")) return null;
  return document.querySelector(`.tongues a[hreflang="${chosen}"]:not([aria-current])`);
}

const better = inChosen();
if (better) {
  fetch(better).then((answer) => {
    if (answer.ok && !scrollY) location.replace(better.href + location.hash);
  }, () => {});
}

// The ways that were unfolded are folded by Escape, and whoever was among them stands where they were unfolded.
addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && document.querySelector(".menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.firstElementChild.focus();
});

// Kazakh in Latin letters, on request, and from then on. Whoever goes back is where they were when the page has come anew.
if (latin) {
  const read = () => import("asset(script/latin)").then((module) => module.read(latin));
  latin.onclick = () => {
    const on = kept("latin") === "on";
    kept("latin", on ? "" : "on");
    if (!on) return read();
    history.replaceState("latin", "");
    location.reload();
  };
  if (kept("latin") === "on" && !better) read();
  if (history.state === "latin") {
    history.replaceState(null, "");
    latin.focus({ preventScroll: true });
  }
}

// When all is there that this page needs, what is read is kept for where there is no network.
if (navigator.serviceWorker && document.querySelector("[rel=manifest]")) addEventListener("load", () => import("asset(script/offline)"));
