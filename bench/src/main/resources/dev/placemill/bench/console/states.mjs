// Every page of the console in every state, light and dark: empty, loading, in trouble, with long texts, with very much.
//
// node states.mjs URL DIRECTORY [quick]: the server at URL signs everybody in. What the pages ask for is answered here.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { launch, Watch } from './browser.mjs';

const [url, directory, quick] = process.argv.slice(2);
const MANY = 50_000;
const LONG = 'Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz'.repeat(5);
const NOW = '2026-11-26T12:00:00.000Z';
const ATTRIBUTES = ['name', 'website', 'phone', 'opening_hours', 'categories'];
const FIELDS = ['position', 'place_id', 'name', 'latitude', 'longitude', 'found_latitude', 'found_longitude', 'distance_m', 'status',
  'error_code', 'duplicate_of', 'match', 'attribute_status', 'confidence', 'decisions', 'values'];

/** What the server would say, of so many places and with such a text for everything that people name. */
const answers = (count, text) => {
  const batch = {
    batch_id: 'batch_1', batch_name: text, status: 'partial', total_count: count, completed_count: count - 1, failed_count: 1, pending_count: 0,
    created_at: NOW, updated_at: NOW, estimated_completion: null, waiting_for: null,
  };
  const row = (_, i) => [i, `p${i}`, `${text} ${i}`, 40 + (i % 100) / 50, -74 + (i % 331) / 100, 40 + (i % 100) / 50 + 0.001, -74 + (i % 331) / 100, 110,
    i === 0 ? 'failed' : 'completed', null, null, 0.9, 'avcne', 'VHMLN', 'ar-o-', [text, text, text, text]];
  const found = Object.fromEntries(ATTRIBUTES.map(name => [name, text]));
  const item = {
    place_id: 'p0', enrichment_status: 'completed', attempts: 1, error_message: text, duplicate_of: text, enriched_data: found,
    confidence_scores: Object.fromEntries(ATTRIBUTES.map(name => [name, 'HIGH'])),
    attribute_status: Object.fromEntries(ATTRIBUTES.map(name => [name, 'corrected'])),
    reasoning: found,
    evidence: { name: [{ source: text, record_id: text, url: 'https://example.com/', confidence: 0.9, scope: 'place', observed_date: '2026-01-01' }] },
    conflicts: { name: [{ source: text, record_id: text, url: null, confidence: 0.4, value: text }] },
    match: { found: true, reasoning: text, records: [{ source: text, record_id: text, name: text, url: null, distance_m: 12, reasoning: text }] },
  };
  return [
    [/\/overview$/, { batch_id: 'batch_1', attributes: ATTRIBUTES, values: ATTRIBUTES.slice(1), fields: FIELDS, rows: Array.from({ length: count }, row) }],
    [/\/decisions$/, { items: [{ place_id: 'p0', attribute: 'website', verdict: 'override', value: text, decided_at: NOW }] }],
    [/\/jobs$/, { jobs: [{ inputs: { name: text, website: text } }] }],
    [/\/batches\/batch_1$/, { ...batch, results: [item] }],
    [/\/batches$/, { items: Array.from({ length: Math.min(count, 51) }, (_, i) => ({ ...batch, batch_id: `batch_${i}` })) }],
    [/\/datasets\/imports$/, { items: count ? [{ import_id: 'i', dataset: text, file: text, state: 'failed', share: 0, places: 0, problem: text, ended_at: NOW }] : [] }],
    [/\/datasets$/, { path_imports: true, items: count ? [{ dataset: text, format: 'csv', places: count, version: text, licence: text, date: '2020-01-01', imported_at: NOW, file: text, bytes: 1e9, searched: false }] : [] }],
    [/\/deliveries$/, { items: count ? [{ delivery_id: 'd', message_id: text, event_type: 'batch.completed', url: text, state: 'failed', created_at: NOW, next_attempt_at: NOW, attempts: [{ number: 1, tried_at: NOW, took_ms: 12, status_code: null, problem: text }] }] : [] }],
    [/\/webhooks$/, { items: count ? [{ webhook_id: 'wh_1', url: `https://example.com/${text}`, event_types: [], description: text, enabled: false, disabled_reason: 'gone', created_at: NOW }] : [] }],
    [/\/keys$/, { items: count ? [{ key_id: 'k', name: text, ending: 'abcd', scopes: ['batches:read'], state: 'live', created_at: NOW, last_used_at: null, expires_at: null, revoked_at: null }] : [] }],
    [/\/health$/, {
      version: text, ready: false, paused: false, started_at: NOW, checks: [{ name: 'database', ok: false, trouble: text }],
      nodes: [{ node_id: text, seen_at: NOW }],
      queue: { slices_ready: count, slices_leased: 0, slices_delayed: 0, batches_running: 0, batches_waiting: 0, oldest_ready_seconds: 4_000 },
      pace: { places_per_second: null }, sources: count ? [{ source: text, asked: 1, found: 1, nothing_known: 0, unavailable: 0, refused: 0, mean_ms: null }] : [],
      database: { up: true, connections_in_use: 1 }, memory: { used_bytes: 1e8, max_bytes: 1e9 },
    }],
  ];
};

const PAGES = ['batches', 'batches/batch_1', 'new', 'reference', 'webhooks', 'keys', 'health'];
const given = table => async route => {
  const path = new URL(route.request().url()).pathname;
  const found = table.find(([pattern]) => pattern.test(path));
  await (found ? route.fulfill({ json: found[1] }) : route.continue());
};
const STATES = {
  empty: { answer: given(answers(0, 'nothing')), pages: ['batches', 'reference', 'webhooks', 'health'] },
  loading: { answer: () => new Promise(() => {}), pages: PAGES.filter(page => page !== 'new') },
  trouble: {
    answer: route => route.fulfill({ status: 503, contentType: 'application/problem+json', json: { title: 'Unavailable', detail: `The database is away. ${LONG}`, request_id: 'abc' } }),
    pages: PAGES.filter(page => page !== 'new'),
  },
  long: { answer: given(answers(3, LONG)), pages: PAGES },
  many: { answer: given(answers(MANY, 'Café')), pages: ['batches', 'batches/batch_1'] },
};

const browser = await launch();
const watch = new Watch(url);
const wrong = [];
let slowest = 0;

async function look(scheme, state, path) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, colorScheme: scheme, reducedMotion: 'reduce' });
  const page = watch.page(await context.newPage(), text => state === 'trouble' && text.includes('503'));
  const name = `${path.replace('/batch_1', '-one')}-${state}-${scheme}`;
  try {
    await page.route('**/place_enrichment/**', STATES[state].answer);
    await page.goto(`${url}/#/${path}`);
    await page.locator('#page > *').first().waitFor();
    await page.waitForFunction(
      waits => waits ? document.body.textContent.includes('Loading') : !document.querySelector('#page').textContent.includes('Loading'),
      state === 'loading');
    if (state === 'trouble') {
      await page.getByRole('alert').first().waitFor();
    }
    if (path === 'batches/batch_1' && (state === 'many' || state === 'long')) {
      await onePlace(page, state);
    }
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(beyond <= 0, `${beyond} pixels too wide`);
    await watch.axe(page, name);
  } catch (error) {
    wrong.push(`${name}: ${error.message}`);
  }
  await page.screenshot({ path: join(directory, `${name}.png`) });
  await context.close();
}

/** Scrolls through all rows, and opens a place. */
async function onePlace(page, state) {
  await page.locator('.grid-row').first().waitFor();
  if (state === 'many') {
    const { most, rows } = await page.evaluate(scrollThrough);
    slowest = Math.max(slowest, most);
    assert.ok(rows < 100, `${rows} rows are in the page`);
  }
  await page.locator('.grid').focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await page.locator('.panel .values li').first().waitFor();
}

/** The longest time between two pictures, in milliseconds, and how many rows stand in the page. */
async function scrollThrough() {
  const box = document.querySelector('.grid');
  const next = () => new Promise(requestAnimationFrame);
  const times = [];
  let last = await next();
  for (let i = 0; i < 120; i++) {
    box.scrollTop += box.scrollHeight / 120;
    const now = await next();
    times.push(now - last);
    last = now;
  }
  times.sort((one, other) => one - other);
  return { most: times[Math.floor(times.length * 0.95)], rows: document.querySelectorAll('.grid-row').length };
}

for (const scheme of quick ? ['light'] : ['light', 'dark']) {
  for (const [state, { pages }] of Object.entries(STATES)) {
    for (const path of pages) {
      await look(scheme, state, path);
    }
  }
}
await browser.close();
const { axe, console: errors, foreign } = watch.faults;
console.log(JSON.stringify({ looked: watch.looked, wrong, axe, errors, foreign, slowest }));
