// The Kazakh of a page in the Latin letters of 2021, where it stands; asked for by the reader, loaded for nobody else.

const SPOKEN = ["alt", "aria-label", "title", "placeholder"];
// Names of sources, addresses and whatever is marked as of another language stay as they are.
const KEPT = "script, style, textarea, [translate=no], .notes li, .tongues";

export function writer(letters) {
  const words = new RegExp(`[${Object.keys(letters).join("")}]+`, "g");
  const word = (written) => {
    const latin = Array.from(written, (letter) => letters[letter]).join("");
    return written.length > 1 && written === written.toUpperCase() ? latin.toUpperCase() : latin;
  };
  return (text) => text.normalize("NFC").replace(words, word);
}

function ours(element) {
  return !element.closest(KEPT) && ["kk", "kk-Latn"].includes(element.closest("[lang]")?.lang);
}

function rewrite(node, write) {
  const walker = document.createTreeWalker(node, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let at = node; at; at = walker.nextNode()) {
    if (at.nodeType === Node.TEXT_NODE) {
      const text = at.data;
      if (at.parentElement && ours(at.parentElement) && write(text) !== text) at.data = write(text);
    } else if (at.nodeType === Node.ELEMENT_NODE && ours(at)) {
      if (at.lang === "kk") at.lang = "kk-Latn";
      for (const name of SPOKEN) if (at.hasAttribute(name)) at.setAttribute(name, write(at.getAttribute(name)));
    }
  }
}

export async function read(button) {
  const aid = await (await fetch("asset(latin)")).json(), write = writer(aid.letters);
  for (const [weight, style, address] of [["400", "normal", "asset(font/latin/normal-400)"], ["400", "italic", "asset(font/latin/italic-400)"], ["600", "normal", "asset(font/latin/normal-600)"]])
    document.fonts.add(new FontFace("Literata", `url(${address})`, { weight, style, unicodeRange: aid.range }));
  const notice = Object.assign(document.createElement("p"), { className: "notice", id: "latin-notice", textContent: button.dataset.notice });
  notice.lang = "kk-Latn";
  notice.style.marginBlockStart = "1.6rem";
  rewrite(document.body, write);
  document.title = write(document.title);
  document.documentElement.lang = "kk-Latn";
  document.getElementById("text").prepend(notice);
  [button.textContent, button.dataset.back] = [button.dataset.back, button.textContent];
  button.lang = "kk";
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) for (const node of addedNodes) rewrite(node, write);
  }).observe(document.body, { childList: true, subtree: true });
}
