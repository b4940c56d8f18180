// Looks at pages as Lighthouse does by default: a cheap phone on slow 4G (1.6 Mbit/s, 150 ms, a processor four times slower)
// unless another network is named,
// reckoned from what was observed rather than acted out, so that a busy machine changes the figures little.
// Called with node: where its modules lie, the browser, the browser's flags, the addresses and what is known of the network,
// the last three as JSON.
// Its accessibility is axe-core's, which looks at all pages by itself. Prints, as JSON, an object for each address.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

// Milliseconds without a request or a long task, after which a page is held to have come: our pages wait for nobody else's.
const QUIET = 400;

const [modules, chromePath, flags, addresses, network] = process.argv.slice(2);
const found = createRequire(`${modules}/`);
const load = (name) => import(pathToFileURL(found.resolve(name)).href);
const { default: lighthouse } = await load("lighthouse");
const { launch } = await load("chrome-launcher");

const chrome = await launch({ chromePath, chromeFlags: [...JSON.parse(flags), "--headless", "--no-sandbox", "--disable-dev-shm-usage"] });
const told = [];
try {
  for (const address of JSON.parse(addresses)) {
    const { lhr } = await lighthouse(address, {
      port: chrome.port, logLevel: "error", output: "json", disableFullPageScreenshot: true,
      onlyCategories: ["performance", "best-practices", "seo"], ...JSON.parse(network),
      pauseAfterFcpMs: QUIET, pauseAfterLoadMs: QUIET, networkQuietThresholdMs: QUIET, cpuQuietThresholdMs: QUIET,
    });
    const failed = Object.values(lhr.categories).flatMap((category) => category.auditRefs
      .filter(({ id, weight }) => weight > 0 && lhr.audits[id].score !== null && lhr.audits[id].score < 0.9)
      .map(({ id }) => `${category.id}: ${id} ${lhr.audits[id].displayValue ?? ""} `
        + JSON.stringify(lhr.audits[id].details?.items ?? "").slice(0, 400)));
    told.push({
      error: lhr.runtimeError?.code ?? null,
      scores: Object.fromEntries(Object.values(lhr.categories).map(({ id, score }) => [id, Math.round(score * 100)])),
      fcp: lhr.audits["first-contentful-paint"].numericValue,
      lcp: lhr.audits["largest-contentful-paint"].numericValue,
      cls: lhr.audits["cumulative-layout-shift"].numericValue,
      bytes: lhr.audits["total-byte-weight"].numericValue,
      failed,
    });
  }
} finally {
  chrome.kill();
}
console.log(JSON.stringify(told));
