// What the maps know of monuments, and which of them are left when they are narrowed. Knows nothing of pages.
export const SIEVES = ["region", "type", "period", "protection", "plate"];

// The rows of a region's data, in the order in which they are written at build.
export function monumentsOf(region, rows) {
  return rows.map(([slug, name, language, type, period, protection, plate, x, y, mark, dating, datingLanguage]) =>
    ({ slug, name, language, region, type, period, protection, plate, x, y, mark, dating, datingLanguage }));
}

// What is chosen is a set of keys for each sieve; an empty set lets everything through.
// Beside each option stands how many would be left with it: whatever fails in no sieve, or in that one alone.
export function sifted(all, chosen) {
  const kept = [], counts = Object.fromEntries(SIEVES.map((name) => [name, new Map()]));
  for (const monument of all) {
    let failed = "", fails = 0;
    for (const name of SIEVES) {
      if (chosen[name].size && ![monument[name]].flat().some((key) => chosen[name].has(key))) {
        failed = name;
        fails += 1;
      }
    }
    if (!fails) kept.push(monument);
    if (fails > 1) continue;
    for (const name of fails ? [failed] : SIEVES) {
      for (const key of [monument[name]].flat()) counts[name].set(key, (counts[name].get(key) ?? 0) + 1);
    }
  }
  return { kept, counts };
}
