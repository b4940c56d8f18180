// Follows the content while it is written: what changed on the page is put in place, without losing the reader's own place.
const desk = () => document.getElementById("desk");
let shown = Number(desk()?.dataset.revision ?? 0), busy = false, again = false, stream = null;

// These pages keep what their visitor did in their own scripts; they are loaded again instead.
const whole = () => document.documentElement.lang.includes("-") || [...document.scripts].some((script) => /\/(map|search|time|saved|model)\./.test(script.src));
const sheets = (of) => [...of.querySelectorAll("head style, head meta[http-equiv], head script")].map((each) => each.outerHTML).join("");

function place(now, next) {
  if (now.nodeType !== next.nodeType || now.nodeName !== next.nodeName) return now.replaceWith(next);
  if (now.nodeType !== Node.ELEMENT_NODE) {
    if (now.data !== next.data) now.data = next.data;
    return;
  }
  if (now.id === "desk-pages") return;
  const open = now.nodeName === "DETAILS" && !now.classList.contains("desk-problems");
  for (const { name } of [...now.attributes]) if (!next.hasAttribute(name) && !(open && name === "open") && !(now === document.body)) now.removeAttribute(name);
  for (const { name, value } of next.attributes) if (now.getAttribute(name) !== value && !(now.id === "desk-print")) now.setAttribute(name, value);
  const old = [...now.childNodes], fresh = [...next.childNodes];
  fresh.forEach((child, index) => (index < old.length ? place(old[index], child) : now.append(child)));
  old.slice(fresh.length).forEach((child) => child.remove());
}

async function follow() {
  if (busy) {
    again = true;
    return;
  }
  busy = true;
  try {
    do {
      again = false;
      const answer = await fetch(location.href, { cache: "no-store" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (whole() || sheets(page) !== sheets(document)) return location.reload();
      document.title = page.title;
      shown = Number(page.getElementById("desk")?.dataset.revision ?? shown);
      place(document.body, page.body);
      document.body.dataset.shown = shown;
    } while (again);
  } catch {
    again = false;
  } finally {
    busy = false;
  }
}

async function pages() {
  const pane = document.getElementById("desk-pages");
  if (!pane || pane.hidden) return;
  const told = await (await fetch(pane.dataset.of, { cache: "no-store" })).json();
  pane.classList.toggle("desk-older", !told.newest);
  const drawn = told.pages.map((address, index) => Object.assign(document.createElement("img"), { src: address, alt: pane.dataset.page.replace("{number}", index + 1) }));
  await Promise.allSettled(drawn.map((each) => each.decode()));
  const words = told.said ? [Object.assign(document.createElement("p"), { textContent: told.said })] : [];
  words.forEach((each) => each.setAttribute("role", "status"));
  pane.replaceChildren(...words, ...drawn);
}

function kept(value) {
  try {
    if (value !== undefined) sessionStorage.desk = value;
    return sessionStorage.desk;
  } catch {
    return "";
  }
}

function open(wanted) {
  const pane = document.getElementById("desk-pages"), button = document.getElementById("desk-print");
  if (!pane || !button) return;
  pane.hidden = !wanted;
  button.setAttribute("aria-expanded", String(wanted));
  document.body.classList.toggle("desk-open", wanted);
  kept(wanted ? "print" : "");
  pages();
}

function listen() {
  stream?.close();
  stream = new EventSource("/desk/changes");
  const lost = (words) => {
    const place = document.getElementById("desk-lost");
    if (place && place.textContent !== words) place.textContent = words;
  };
  stream.onopen = () => lost("");
  stream.onerror = () => lost(document.getElementById("desk-lost")?.dataset.words ?? "");
  stream.onmessage = async ({ data }) => {
    if (JSON.parse(data).revision !== shown) await follow();
    pages();
  };
}

addEventListener("click", (event) => {
  if (event.target.closest?.("#desk-print")) open(document.getElementById("desk-pages").hidden);
});
addEventListener("keydown", (event) => {
  if (event.key === "Escape" && document.getElementById("desk-pages")?.hidden === false) {
    open(false);
    document.getElementById("desk-print").focus();
  }
});
// A browser has few connections to one host: pages that nobody looks at hold none.
addEventListener("visibilitychange", () => (document.hidden ? stream?.close() : listen()));
addEventListener("pagehide", () => stream?.close());
addEventListener("pageshow", () => document.hidden || listen());
if (kept() === "print") open(true);
