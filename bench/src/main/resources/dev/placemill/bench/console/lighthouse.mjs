// Lighthouse on pages of the console.
//
// node lighthouse.mjs KIND ADDRESS...: KIND is desktop or phone; prints the lowest score of each kind, and which page and audits had it.
import { createRequire } from 'node:module';
import { executable } from './browser.mjs';

const [device, ...addresses] = process.argv.slice(2);
const require = createRequire(process.env.CONSOLE_TOOLS);
const lighthouse = (await import(require.resolve('lighthouse'))).default;
const desktop = (await import(require.resolve('lighthouse/core/config/desktop-config.js'))).default;
const { launch } = await import(require.resolve('chrome-launcher'));

const KINDS = ['accessibility', 'best-practices', 'performance'];

const chrome = await launch({ chromePath: await executable(), chromeFlags: ['--headless=new', '--no-sandbox', '--disable-dev-shm-usage'] });
const lowest = Object.fromEntries(KINDS.map(kind => [kind, { score: 1, page: '', audits: [] }]));
for (const address of addresses) {
  // What is not said otherwise is a phone.
  const { lhr } = await lighthouse(address, { port: chrome.port, onlyCategories: KINDS, logLevel: 'error' }, device === 'desktop' ? desktop : undefined);
  for (const kind of KINDS) {
    const { score, auditRefs } = lhr.categories[kind];
    if (score < lowest[kind].score) {
      const audits = auditRefs.map(({ id }) => lhr.audits[id]).filter(one => one.score !== null && one.score < 0.9).map(one => one.id);
      lowest[kind] = { score, page: address, audits };
    }
  }
}
await chrome.kill();
console.log(JSON.stringify(lowest));
