// Lighthouse on every page of a console that signs everybody in.
//
// node lighthouse.mjs URL BATCH [quick]: prints the lowest score of each kind, and which page and audits had it.
import { createRequire } from 'node:module';
import { executable } from './browser.mjs';

const [url, batch, quick] = process.argv.slice(2);
const require = createRequire(process.env.CONSOLE_TOOLS);
const lighthouse = (await import(require.resolve('lighthouse'))).default;
const desktop = (await import(require.resolve('lighthouse/core/config/desktop-config.js'))).default;
const { launch } = await import(require.resolve('chrome-launcher'));

const KINDS = ['accessibility', 'best-practices', 'performance'];
const PAGES = quick ? [`batches/${batch}`] : ['batches', `batches/${batch}`, 'new', 'reference', 'webhooks', 'keys', 'health'];

const chrome = await launch({ chromePath: await executable(), chromeFlags: ['--headless=new', '--no-sandbox', '--disable-dev-shm-usage'] });
const lowest = Object.fromEntries(KINDS.map(kind => [kind, { score: 1, page: '', audits: [] }]));
for (const page of PAGES) {
  const { lhr } = await lighthouse(`${url}/#/${page}`, { port: chrome.port, onlyCategories: KINDS, logLevel: 'error' }, desktop);
  for (const kind of KINDS) {
    const { score, auditRefs } = lhr.categories[kind];
    if (score < lowest[kind].score) {
      const audits = auditRefs.map(({ id }) => lhr.audits[id]).filter(one => one.score !== null && one.score < 0.9).map(one => one.id);
      lowest[kind] = { score, page, audits };
    }
  }
}
await chrome.kill();
console.log(JSON.stringify(lowest));
