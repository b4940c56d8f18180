// Numbers, sizes and counted nouns in the page's language, as asylmura_ssg/make/cldr.py and counted.py have them.
// Read in Latin letters, a Kazakh page is lang="kk-Latn".
export const language = document.documentElement.lang.slice(0, 2);

// A browser without Kazakh takes another language's numbers and rules: Russian numbers are written as the Kazakh ones are,
// and a form that Kazakh has not is its "other", which is the same noun.
const locale = language === "en" ? "en-GB" : "ru", plural = new Intl.PluralRules(language);
const UNITS = [["size_gb", 1e9], ["size_mb", 1e6], ["size_kb", 1e3]];

export const numberIn = (value, digits = 0) => value.toLocaleString(locale, { maximumFractionDigits: digits });

export const counted = (forms, count) => (forms[plural.select(count)] ?? forms.other).replace("{n}", numberIn(count));

// What would be rounded to a thousand of a unit is told in the next.
export function sizeIn(bytes, words) {
  const [key, unit] = UNITS.find(([, one]) => bytes >= one - one / 2000) ?? UNITS.at(-1);
  return words[key].replace("{n}", numberIn(Math.max(bytes / unit, 1), unit > 1e3 && bytes < 10 * unit ? 1 : 0));
}
