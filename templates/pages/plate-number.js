// Finds the plate numbers that somebody may have meant who typed a wrong one, and offers them on the page for a wrong
// address. The rule, and why it is so, stands in asylmura_ssg/model/plate.py; the two are tested against each other.
// Letters that are read or typed for a digit.
const LIKE = {};
for (const [digit, letters] of Object.entries({ 0: "OoQОоD", 1: "lIi|!ІіӀ", 2: "Zz", 3: "ЗзЭэ", 4: "Чч", 5: "Ss", 6: "бb", 8: "BВ" })) {
  for (const letter of letters) LIKE[letter] = digit;
}
// H. M. Damm's quasigroup of order ten, row by row.
const DAMM = "0317598642709215486342068713591750983426612304597836742095815869720134894536201794386172052581436790";

// The digits of Arabic and Persian script end, in Unicode, with the four bits of their value.
function westernised(text) {
  return text.normalize("NFKC").replace(/[٠-٩۰-۹]/g, (digit) => digit.charCodeAt(0) & 15);
}

function checkDigit(digits) {
  return [...digits].reduce((interim, digit) => DAMM[interim * 10 + +digit], 0);
}

function digitsOf(text) {
  const last = text.trim().split("?")[0].split("#")[0].replace(/\/+$/, "").split("/").pop();
  return [...westernised(last)].map((letter) => LIKE[letter] || letter).filter((letter) => /[0-9]/.test(letter)).join("");
}

function likely(text, exists) {
  const digits = digitsOf(text), count = digits.length, ranks = new Map();
  const offer = (rank, plate) => {
    if (plate.length === 5 && +checkDigit(plate) === 0 && exists(+plate.slice(0, 4)) && !(ranks.get(plate) <= rank)) ranks.set(plate, rank);
  };
  const anyDigit = (rank, at, left) => {
    for (let digit = 0; digit < 10; digit++) offer(rank, digits.slice(0, at) + digit + digits.slice(at + left));
  };
  offer(0, digits);
  if (ranks.size) return [digits];
  if (count === 5) {
    for (let i = 0; i < 4; i++) offer(1, digits.slice(0, i) + digits[i + 1] + digits[i] + digits.slice(i + 2));
    for (let i = 0; i < 5; i++) anyDigit(2, i, 1);
  } else if (count > 0 && count < 5) {
    const number = digits.padStart(4, "0");
    offer(1, digits.padStart(5, "0"));
    offer(2, number + checkDigit(number));
    for (let i = 0; count === 4 && i < 5; i++) anyDigit(3, i, 0);
  } else if (count === 6) {
    for (let i = 0; i < 6; i++) offer(digits[i] === digits[i + 1] ? 1 : 2, digits.slice(0, i) + digits.slice(i + 1));
  } else {
    for (let i = 0; i + 5 <= count; i++) offer(1, digits.slice(i, i + 5));
  }
  return [...ranks].sort(([a, one], [b, other]) => one - other || (a < b ? -1 : 1)).map(([plate]) => plate);
}

function digitsIn(part) {
  return (westernised(part).match(/[0-9]/g) || []).length;
}

function looksLikeNumber(part) {
  return digitsIn(part) > 0 && [...westernised(part)].every((letter) => /[0-9\s._–-]/.test(letter) || LIKE[letter]);
}

// A word is no number, though O and l may stand in it: two digits it must have, or nothing but what looks like digits.
// Below something else, as in /monument/33, a number of one or two digits is that thing's own.
function likelyInPath(path, exists) {
  const parts = path.split("/").filter(Boolean);
  for (let i = parts.length - 1; i >= 0; i--) {
    const meant = (digitsIn(parts[i]) > 1 || looksLikeNumber(parts[i])) && (i === 0 || digitsOf(parts[i]).length > 2);
    const found = meant ? likely(parts[i], exists) : [];
    if (found.length) return found;
  }
  return [];
}

// Whether whoever came here meant a plate, though none is like it.
function asksForPlate(path) {
  const last = path.split("/").filter(Boolean).pop() || "";
  return looksLikeNumber(last) && digitsOf(last).length > 3;
}

// Whether what is offered is the very number that was written.
function isExact(plates, text) {
  return plates.length === 1 && text.split("/").some((part) => digitsOf(part) === plates[0]);
}

function existsIn(ranges) {
  const bounds = ranges.split(" ").map((range) => range.split("-").map(Number));
  return (number) => bounds.some(([first, last = first]) => first <= number && number <= last);
}

function start(finder) {
  const exists = existsIn(finder.dataset.numbers);
  const [offers, exact, perhaps, none, list, ask, box] = ["offers", "exact", "perhaps", "none", "likely", "ask", "typed"]
    .map((id) => document.getElementById(id));
  // The names are read from the plate's own page: no list of names must be kept for it. Its styles stay out, which this
  // page's policy does not know and would report.
  const name = async (plate, place) => {
    const page = new DOMParser().parseFromString((await (await fetch(`/${plate}/`)).text()).split("<main").pop(), "text/html");
    place.textContent = [...page.querySelectorAll("h1, .readings strong")].map((part) => part.textContent).join(" · ");
  };
  const show = (plates, text, asked) => {
    offers.hidden = !plates.length;
    exact.hidden = !isExact(plates, text);
    perhaps.hidden = !exact.hidden;
    none.hidden = plates.length > 0 || !asked;
    list.replaceChildren(...plates.slice(0, 9).map((plate) => {
      const item = document.createElement("li"), link = document.createElement("a"), place = document.createElement("span");
      link.href = `/${plate}/`;
      link.textContent = plate;
      item.append(link, " ", place);
      name(plate, place).catch(() => {});
      return item;
    }));
  };
  let path = location.pathname;
  try { path = decodeURIComponent(path); } catch { /* what is no UTF-8 is read as it stands */ }
  finder.hidden = false;
  show(likelyInPath(path, exists), path, asksForPlate(path));
  const answer = (asked) => {
    const plates = likely(box.value, exists);
    show(plates, box.value, asked);
    return plates;
  };
  box.addEventListener("input", () => answer(digitsOf(box.value).length > 3));
  ask.addEventListener("submit", (event) => {
    event.preventDefault();
    const plates = answer(box.value.trim() !== "");
    if (plates.length === 1) location.assign(`/${plates[0]}/`);
    else if (plates.length) list.querySelector("a").focus();
  });
}

if (typeof document === "object") start(document.getElementById("finder"));
