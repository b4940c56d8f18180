// Answers a query out of the pieces of the index, fetching no more of them than it needs. How they are made stands in
// asylmura_ssg/make/search/.
import { near, reader, wordsIn } from "asset(script/search-words)";

const DIGITS = new Map([..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"].map((digit, value) => [digit, value]));
const SIGNS = "!#$%&(";
// What a word counts for, by where it stands: text, summary, place, other name, name, first word of the name.
const WEIGHTS = [1, 3, 8, 16, 24, 32];
const EXACT = 1, FORM = 0.9, BEGINNING = 0.75, MISSPELT = 0.5, DOUBTFUL = 0.25;
const SHOWN = 16; // register numbers in a piece of lines
const SIZE = 16384; // register numbers go up to 9999
const MOST_PIECES = 6, MOST_SPELLINGS = 8, MOST_JOINED = 5;

// Calls visit(number, rank) for each monument of a posting.
export function eachIn(posting, visit) {
  let rank = 0, base = 0;
  for (let at = 0; at < posting.length; at++) {
    const sign = SIGNS.indexOf(posting[at]);
    if (sign < 0) visit(base + DIGITS.get(posting[at]), rank);
    else {
      rank = sign;
      base = 4096 * DIGITS.get(posting[at + 1]) + 64 * DIGITS.get(posting[at + 2]);
      at += 2;
    }
  }
}

// The last place in a sorted list of [first, file] that begins at or before a word.
function placeOf(list, word) {
  let low = 0, high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle][0] <= word) low = middle + 1; else high = middle;
  }
  return low - 1;
}

// The places of a list whose pieces may have words that begin so.
function placesOf(list, beginning) {
  return [Math.max(0, placeOf(list, beginning)), placeOf(list, `${beginning}\uffff`) + 1];
}

class Found {
  scores = new Float32Array(SIZE);
  any = false;
  best = 0;
  sure = false;
  free = false;
  spelt = [];

  add(posting, quality) {
    eachIn(posting, (number, rank) => {
      const score = WEIGHTS[rank] * quality;
      if (score > this.best) this.best = score;
      if (score > this.scores[number]) this.scores[number] = score;
    });
    this.any = true;
  }
}

// The digits of a query that is nothing but a number, in whatever digits and with whatever sign before it.
export function numberIn(query) {
  const found = /^\s*(?:№|#|no\.?|n°)?\s*([0-9٠-٩۰-۹]{1,5})\s*$/iu.exec(query);
  return found ? found[1].replace(/[٠-٩۰-۹]/g, (digit) => digit.charCodeAt(0) & 15) : "";
}

// fetchPiece(file) promises the parsed JSON of a file of the index.
export function searcher(manifest, fetchPiece) {
  const rules = manifest.rules, { skeleton, mayEnd, bases, isForm } = reader(rules);
  const common = new Set(manifest.common), misspeltFrom = rules.shortest[2];
  // A file of the index is told by its kind and the digest in its name.
  const file = (kind, digest) => fetchPiece(`${kind}-${digest}.json`);
  const piece = (kind, place) => (manifest[kind][place] ? file(kind, manifest[kind][place][1]) : Promise.resolve({}));

  async function lookUp(kind, word) {
    return (await piece(kind, placeOf(manifest[kind], word)))[word];
  }

  // Puts all words between two places that pass a test into what is found; it is sure when the word stands there as typed.
  async function gather(found, [first, end], quality, sure = false) {
    const places = Array.from({ length: Math.min(end - first, MOST_PIECES) }, (_, i) => first + i);
    for (const words of await Promise.all(places.map((place) => piece("words", place)))) {
      for (const word in words) {
        const worth = quality(word);
        if (!worth) continue;
        found.add(words[word], worth);
        found.sure ||= sure;
      }
    }
  }

  async function direct(word, found) {
    const range = placesOf(manifest.words, word), wide = range[1] - range[0] > rules.wide && word.length <= rules.beginning;
    const worth = (known) => (known === word ? EXACT : !known.startsWith(word) ? 0 : mayEnd(word, known.slice(word.length)) ? FORM : BEGINNING);
    const tasks = [];
    if (wide) {
      tasks.push(lookUp("starts", word).then((posting) => {
        if (!posting) return;
        found.add(posting, BEGINNING);
        found.sure = true;
      }));
      tasks.push(gather(found, [range[0], range[0] + 1], worth, true));
    } else tasks.push(gather(found, range, worth, true));
    for (const base of bases(word).slice(1)) {
      const [first, end] = placesOf(manifest.words, base);
      tasks.push(gather(found, [first, end - first > rules.wide ? first + 1 : end], (known) => (isForm(known, base) ? FORM : 0)));
    }
    await Promise.all(tasks);
  }

  async function spellings(word) {
    const [heads, tails] = await Promise.all([lookUp("heads", word.slice(0, 2)), lookUp("tails", word.slice(-2))]);
    const known = new Map(), beginnings = new Map();
    const judge = (one) => {
      if (near(word, one)) known.set(one, MISSPELT);
      // Somebody is still typing: the beginning of a longer word may be what is misspelt.
      else if (word.length > misspeltFrom && one.length > word.length && near(word, one.slice(0, word.length))) beginnings.set(one, MISSPELT / 2);
    };
    (heads || "").split(" ").forEach((rest) => judge(word.slice(0, 2) + rest));
    (tails || "").split(" ").forEach((rest) => judge(rest + word.slice(-2)));
    return known.size ? known : beginnings;
  }

  async function misspelt(word, found) {
    for (const base of bases(word)) {
      if (base.length < misspeltFrom || /[0-9]/.test(base)) continue;
      const known = [...await spellings(base)].slice(0, MOST_SPELLINGS);
      const postings = await Promise.all(known.map(([one]) => lookUp("words", one)));
      known.forEach(([, quality], i) => postings[i] && found.add(postings[i], quality));
      if (known.length) return known.map(([one]) => one);
    }
    return [];
  }

  async function hitsOf(word) {
    let found = new Found();
    await direct(word, found);
    if (!found.sure && found.best < WEIGHTS[3] * FORM) {
      const meant = new Found();
      meant.spelt = await misspelt(word, meant);
      // What was found by taking an ending off, and in no name, may be another word: «Turkstan» is no «Turks».
      if (meant.any) found.scores.forEach((score, number) => { if (score * DOUBTFUL > meant.scores[number]) meant.scores[number] = score * DOUBTFUL; });
      if (meant.any) found = meant;
    }
    found.word = word;
    found.free = common.has(word);
    return found;
  }

  // The register number and the plates that begin with these digits come first of all.
  function byNumber(digits, scores) {
    const offer = (number, score) => { if (number > 0 && score > scores[number]) scores[number] = score; };
    if (digits.length === 5) offer(+digits.slice(0, 4), 900);
    else {
      offer(+digits, 1000);
      const rest = 10 ** (4 - digits.length);
      // A plate's number is written with its zeros, a register number without them.
      if (digits[0] === "0") for (let number = +digits * rest; number < (+digits + 1) * rest; number++) offer(number, 500);
    }
    for (let number = 0; number < SIZE; number++) if (!manifest.numbers.some(([first, last]) => first <= number && number <= last)) scores[number] = 0;
  }

  function together(all) {
    const scores = new Float32Array(SIZE), needed = all.some((one) => !one.free) ? all.filter((one) => !one.free) : all;
    const met = new Uint8Array(SIZE);
    for (const one of needed) for (let number = 0; number < SIZE; number++) if (one.scores[number]) met[number]++;
    for (const one of all) for (let number = 0; number < SIZE; number++) if (met[number] === needed.length) scores[number] += one.scores[number];
    return scores;
  }

  function apart(all) {
    const scores = new Float32Array(SIZE);
    // Whatever has more of the words comes before whatever has them in a better place.
    for (const one of all) for (let number = 0; number < SIZE; number++) if (one.scores[number]) scores[number] += 200 + one.scores[number];
    return scores;
  }

  // Two words written apart may be one in the index, as in «Алтын қазған».
  async function joined(words, all) {
    const pairs = await Promise.all(words.slice(1).map(async (_, at) => {
      const found = new Found();
      found.word = skeleton(words[at].text + words[at + 1].text);
      const place = Math.max(0, placeOf(manifest.words, found.word));
      await gather(found, [place, place + 1], (known) => (isForm(known, found.word) ? FORM : 0));
      return found;
    }));
    return pairs.map((pair, at) => (pair.any ? [...all.slice(0, at), pair, ...all.slice(at + 2)] : null)).filter(Boolean);
  }

  // Numbers in the order of their scores, highest first; of the same score the lower number.
  function ordered(scores) {
    const keys = new Float64Array(SIZE);
    let count = 0;
    for (let number = 1; number < SIZE; number++) {
      if (scores[number]) keys[count++] = Math.round(scores[number] * 16) * SIZE + (SIZE - 1 - number);
    }
    const sorted = keys.subarray(0, count).sort(), numbers = new Array(count);
    for (let place = 0; place < count; place++) numbers[place] = SIZE - 1 - (sorted[count - 1 - place] % SIZE);
    return numbers;
  }

  async function within(filters) {
    const chosen = Object.entries(filters).filter(([, key]) => key);
    if (!chosen.length) return null;
    const facets = await file("facets", manifest.facets), counts = new Uint8Array(SIZE);
    for (const [facet, key] of chosen) eachIn(facets[facet]?.[key] || "", (number) => { counts[number]++; });
    return counts.map((count) => (count === chosen.length ? 1 : 0));
  }

  // What is found: register numbers in order, the skeletons that were looked for, and whether only some words are met.
  async function search(query, filters = {}) {
    const inside = await within(filters), digits = numberIn(query);
    const words = wordsIn((digits || query).normalize("NFKC")).filter(({ text }) => skeleton(text));
    const short = (word) => skeleton(word.text).length < 2 && !/[0-9]/.test(skeleton(word.text));
    const kept = words.length > 1 ? words.filter((word) => !short(word)) : words;
    let all = await Promise.all(kept.map((word) => hitsOf(skeleton(word.text)))), loose = false;
    let scores = all.length ? together(all) : new Float32Array(SIZE);
    if (!query.trim() && inside) scores = inside;
    for (const parts of kept.length < MOST_JOINED ? await joined(kept, all) : []) {
      together(parts).forEach((score, number) => { if (score > scores[number]) scores[number] = score; });
      all = [...all, ...parts.filter((one) => !all.includes(one))];
    }
    if (digits) byNumber(digits, scores);
    else if (kept.length > 1 && !scores.some((score, number) => score && (!inside || inside[number]))) {
      scores = apart(all);
      loose = true;
    }
    const numbers = ordered(inside ? scores.map((score, number) => score * inside[number]) : scores);
    return { numbers, loose: loose && numbers.length > 0, wanted: all.flatMap((one) => [one.word, ...one.spelt]) };
  }

  // The lines of some monuments, in their order.
  async function lines(numbers) {
    const pieces = await Promise.all(numbers.map((number) => {
      const digest = manifest.hits[Math.floor(number / SHOWN)];
      return digest ? file("hits", digest) : {};
    }));
    return numbers.map((number, i) => [number, pieces[i][number]]).filter(([, line]) => line);
  }

  // Places in a text where a wanted word, or a form of it, stands: [start, end] each.
  function marks(text, wanted) {
    return wordsIn(text).filter((word) => {
      const own = skeleton(word.text);
      return own && wanted.some((one) => own.startsWith(one) || bases(one).some((base) => isForm(own, base)));
    }).map(({ start, end }) => [start, end]);
  }

  // Runs once, on nothing, what a first letter needs: so it runs warm when somebody types one.
  function rehearse() {
    const scores = new Float32Array(SIZE).fill(1);
    return ordered(together([{ scores, free: false }])).length && marks("кесене", ["kesene"]).length;
  }

  return { search, lines, marks, rehearse };
}
