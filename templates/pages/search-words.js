// Reads words as the index was made: skeletons, endings, misspellings. The rules are data that come with the index; what
// they mean, and why, stands in asylmura_ssg/model/skeleton.py and endings.py. The two are tested against each other.
const WORD = /[\p{L}\p{N}]+(?:['’ʼʻ‘`´][\p{L}\p{N}]+)*/gu;

export function reader(rules) {
  const letters = rules.letters, [shortest, shortestOther] = rules.shortest;
  const kazakh = new Set(rules.kazakh.split(" ")), other = new Set(rules.other.split(" "));
  const longestSign = Math.max(...Object.keys(letters).map((sign) => sign.length));
  const longestEnding = Math.max(...[...kazakh, ...other].map((ending) => ending.length));
  const known = new Map(), [sign, letter] = rules.turkish, hard = new RegExp(sign, "g");

  function skeleton(word) {
    let found = known.get(word);
    if (found === undefined) known.set(word, found = read(word));
    return found;
  }

  function read(word) {
    const signs = [...word.normalize("NFKC").toLowerCase().replace(/['’ʼʻ‘`´]/g, "")];
    let out = "", at = 0;
    while (at < signs.length) {
      let length = Math.min(longestSign, signs.length - at), kept;
      while ((kept = letters[signs.slice(at, at + length).join("")]) === undefined && length > 1) length--;
      if (kept === undefined) {
        const bare = signs[at].normalize("NFD").replace(/[\u0300-\u036f]/g, "");
        kept = letters[bare] ?? bare;
      }
      out += kept;
      at += length;
    }
    return out.replace(/([a-z])\1+/g, "$1");
  }

  // The skeleton of a word read as Turkish; empty where that makes no difference.
  function turkish(word) {
    const plain = word.toLowerCase(), other = plain.replace(hard, letter);
    return other === plain ? "" : skeleton(other);
  }

  function sounds(last, first) {
    if (first === "s") return rules.vowels.includes(last);
    if (first === "t" || first === "p") return rules.voiceless.includes(last);
    if (rules.vowels.includes(first)) return !rules.vowels.includes(last) || last === "u";
    return first === "k" || !"kpsctf".includes(last);
  }

  function mayEnd(base, ending) {
    if (!ending) return true;
    if (base.length >= shortestOther && other.has(ending)) return true;
    // Where the ending begins as the base ends, a skeleton has the letter once.
    return base.length >= shortest && [ending, base.at(-1) + ending].some((whole) => kazakh.has(whole) && sounds(base.at(-1), whole[0]));
  }

  function bases(word) {
    const found = [word];
    for (let at = word.length - 1; at >= Math.max(shortest, word.length - longestEnding); at--) {
      if (mayEnd(word.slice(0, at), word.slice(at))) found.push(word.slice(0, at));
    }
    return found;
  }

  const isForm = (word, base) => word.startsWith(base) && mayEnd(base, word.slice(base.length));

  return { skeleton, turkish, mayEnd, bases, isForm };
}

// The words of a text with their places in it.
export function wordsIn(text) {
  return [...text.matchAll(WORD)].map((found) => ({ text: found[0], start: found.index, end: found.index + found[0].length }));
}

// One letter too many, one too few, another one, or two swapped.
export function near(one, two) {
  if (Math.abs(one.length - two.length) > 1) return false;
  let at = 0;
  while (at < one.length && at < two.length && one[at] === two[at]) at++;
  const a = one.slice(at), b = two.slice(at);
  if (a.length > b.length) return a.slice(1) === b;
  if (a.length < b.length) return a === b.slice(1);
  return a.slice(1) === b.slice(1) || (a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2));
}
