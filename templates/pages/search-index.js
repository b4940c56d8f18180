// Answers a query out of the pieces of the index, fetching no more of them than it needs. How they are made stands in
// asylmura_ssg/make/search/.
import { near, reader, wordsIn } from "asset(script/search-words)";

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", SIGNS = "!#$%&(";
// What a sign of a posting says, by its code: a digit its value, a sign of a rank 64 and the rank.
const SAYS = new Uint8Array(128);
[...DIGITS, ...SIGNS].forEach((sign, value) => { SAYS[sign.charCodeAt(0)] = value; });
// What a word counts for, by where it stands: text, summary, place, other name, name, first word of the name.
const WEIGHTS = [1, 3, 8, 16, 24, 32];
const EXACT = 1, FORM = 0.9, BEGINNING = 0.75, MISSPELT = 0.5, DOUBTFUL = 0.25;
const SHOWN = 16; // register numbers in a piece of lines
const MOST_PIECES = 6, MOST_SPELLINGS = 8, MOST_JOINED = 5, LIST = 10;

// Calls visit(number, rank) for each monument of a posting.
export function eachIn(posting, visit) {
  let rank = 0, base = 0;
  for (let at = 0; at < posting.length; at++) {
    const says = SAYS[posting.charCodeAt(at)];
    if (says < 64) visit(base + says, rank);
    else {
      rank = says - 64;
      base = 4096 * SAYS[posting.charCodeAt(at + 1)] + 64 * SAYS[posting.charCodeAt(at + 2)];
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
  any = false;
  best = 0;
  whole = 0; // the best of the very word
  sure = false;
  free = false;
  spelt = [];

  constructor(size) {
    this.scores = new Float32Array(size);
  }

  add(posting, quality) {
    const scores = this.scores;
    eachIn(posting, (number, rank) => {
      const score = WEIGHTS[rank] * quality;
      if (score > this.best) this.best = score;
      if (quality === EXACT && score > this.whole) this.whole = score;
      if (score > scores[number]) scores[number] = score;
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
  const rules = manifest.rules, { skeleton, turkish, mayEnd, bases, isForm } = reader(rules);
  const common = new Set(manifest.common), misspeltFrom = rules.shortest[2];
  // One more than the highest register number: what is gone through for each word is no longer than it must be.
  const SIZE = (manifest.numbers.at(-1)?.[1] ?? 0) + 1;
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
      // A letter alone is no word, so no list of words is needed for it.
      if (word.length > 1) tasks.push(gather(found, [range[0], range[0] + 1], worth, true));
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

  async function hitsOf({ text }) {
    const word = skeleton(text), other = turkish(text);
    let found = new Found(SIZE);
    await direct(word, found);
    if (other && found.whole < WEIGHTS[3]) {
      await direct(other, found);
      found.spelt.push(other);
    }
    if (!found.sure && found.best < WEIGHTS[3] * FORM) {
      const meant = new Found(SIZE);
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
    let next = 0;
    for (const [first, last] of manifest.numbers) {
      scores.fill(0, next, first);
      next = last + 1;
    }
  }

  function together(all) {
    if (all.length === 1) return all[0].scores;
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
      const found = new Found(SIZE);
      found.word = skeleton(words[at].text + words[at + 1].text);
      const place = Math.max(0, placeOf(manifest.words, found.word));
      await gather(found, [place, place + 1], (known) => (isForm(known, found.word) ? FORM : 0));
      return found;
    }));
    return pairs.map((pair, at) => (pair.any ? [...all.slice(0, at), pair, ...all.slice(at + 2)] : null)).filter(Boolean);
  }

  // How many were found, and what gives the first so many of them: highest scores first, of the same the lower number.
  // Nobody looks at thousands, so no more of them are put in order than a list has.
  function ordered(scores) {
    let { count, numbers } = firstOf(scores, LIST);
    return {
      count,
      first(most) {
        if (most > numbers.length && numbers.length < count) ({ numbers } = firstOf(scores, most));
        return numbers.slice(0, most);
      },
    };
  }

  function firstOf(scores, most) {
    const numbers = [], worths = [];
    let count = 0, least = 0;
    for (let number = 1; number < SIZE; number++) {
      const score = scores[number];
      if (!score) continue;
      count++;
      // Sums of the same parts in another order are the same.
      const worth = Math.round(score * 16);
      if (worth <= least) continue;
      let at = numbers.length;
      while (at && worths[at - 1] < worth) at--;
      numbers.splice(at, 0, number);
      worths.splice(at, 0, worth);
      if (numbers.length > most) [numbers.length, worths.length] = [most, most];
      if (numbers.length === most) least = worths[most - 1];
    }
    return { count, numbers };
  }

  async function within(filters) {
    const chosen = Object.entries(filters).filter(([, key]) => key);
    if (!chosen.length) return null;
    const facets = await file("facets", manifest.facets), counts = new Uint8Array(SIZE);
    for (const [facet, key] of chosen) eachIn(facets[facet]?.[key] || "", (number) => { counts[number]++; });
    return counts.map((count) => (count === chosen.length ? 1 : 0));
  }

  // What is found: how many monuments, what gives the first of them in order, the skeletons that were looked for, and
  // whether only some words are met.
  async function search(query, filters = {}) {
    const inside = await within(filters), digits = numberIn(query);
    const words = wordsIn((digits || query).normalize("NFKC")).filter(({ text }) => skeleton(text));
    const short = (word) => skeleton(word.text).length < 2 && !/[0-9]/.test(skeleton(word.text));
    const kept = words.length > 1 ? words.filter((word) => !short(word)) : words;
    let all = await Promise.all(kept.map(hitsOf)), loose = false;
    let scores = all.length ? together(all) : new Float32Array(SIZE);
    if (!query.trim() && inside) scores.set(inside);
    for (const parts of kept.length < MOST_JOINED ? await joined(kept, all) : []) {
      const other = together(parts);
      for (let number = 0; number < SIZE; number++) if (other[number] > scores[number]) scores[number] = other[number];
      all = [...all, ...parts.filter((one) => !all.includes(one))];
    }
    const narrowed = () => {
      for (let number = 0; inside && number < SIZE; number++) scores[number] *= inside[number];
      return ordered(scores);
    };
    if (digits) byNumber(digits, scores);
    let { count, first } = narrowed();
    if (!digits && kept.length > 1 && !count) {
      scores = apart(all);
      ({ count, first } = narrowed());
      loose = count > 0;
    }
    return { count, first, loose, wanted: all.flatMap((one) => [one.word, ...one.spelt]) };
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
    const looked = wanted.map((one) => [one, bases(one)]);
    return wordsIn(text).filter((word) => {
      const own = skeleton(word.text);
      return own && looked.some(([one, of]) => own.startsWith(one) || of.some((base) => isForm(own, base)));
    }).map(({ start, end }) => [start, end]);
  }

  // Does on nothing what a first letter needs, which most monuments have: so it runs warm when somebody types one.
  function rehearse() {
    const found = new Found(SIZE), ranges = Array.from({ length: SIZE >> 6 }, (_, i) => `&${DIGITS[i >> 6]}${DIGITS[i & 63]}${DIGITS}`);
    found.add(ranges.join(""), BEGINNING);
    byNumber("0", found.scores);
    return ordered(together([found])).first(LIST).length + marks("кесене", ["kisini"]).length;
  }

  return { search, lines, marks, rehearse };
}
