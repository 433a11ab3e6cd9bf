// Every page of the console in every state, light and dark: empty, loading, in trouble, with long texts, with very much.
//
// node states.mjs URL DIRECTORY [quick]: the server at URL signs everybody in. What the pages ask for is answered here.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { launch, Watch } from './browser.mjs';

const [url, directory, quick] = process.argv.slice(2);
const MANY = 50_000;
/** Of what is listed whole and not by the place. */
const MANY_THINGS = 100;
/** A page that has not come so far in milliseconds never will. */
const PATIENCE = 15_000;
const LONG = 'Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz'.repeat(5);
const NOW = '2026-11-26T12:00:00.000Z';
const ATTRIBUTES = ['name', 'website', 'phone', 'opening_hours', 'categories'];
const FIELDS = ['position', 'place_id', 'name', 'latitude', 'longitude', 'found_latitude', 'found_longitude', 'distance_m', 'status',
  'error_code', 'duplicate_of', 'match', 'attribute_status', 'confidence', 'decisions', 'values'];

/** So many of a thing, which its number tells apart. */
const times = (count, thing) => Array.from({ length: count }, (_, i) => thing(i));

/** What the server would say, of so many places and with such a text for everything that people name. */
const answers = (count, text) => {
  const batch = {
    batch_id: 'batch_1', batch_name: text, status: 'partial', total_count: count, completed_count: Math.max(count - 1, 0), failed_count: Math.min(count, 1), pending_count: 0,
    created_at: NOW, updated_at: NOW, estimated_completion: null, waiting_for: null,
  };
  const row = (_, i) => [i, `p${i}`, `${text} ${i}`, 40 + (i % 100) / 50, -74 + (i % 331) / 100, 40 + (i % 100) / 50 + 0.001, -74 + (i % 331) / 100, 110,
    i === 0 ? 'failed' : 'completed', null, null, 0.9, 'avcne', 'VHMLN', 'ar-o-', [text, text, text, text]];
  const found = Object.fromEntries(ATTRIBUTES.map(name => [name, text]));
  const item = {
    place_id: 'p0', enrichment_status: 'completed', attempts: 1, error_message: text, duplicate_of: text, enriched_data: found,
    confidence_scores: Object.fromEntries(ATTRIBUTES.map(name => [name, 'HIGH'])),
    attribute_status: Object.fromEntries(ATTRIBUTES.map(name => [name, 'corrected'])),
    probabilities: Object.fromEntries(ATTRIBUTES.map(name => [name, 0.91])),
    reasoning: found,
    evidence: { name: [{ source: text, record_id: text, url: 'https://example.com/', confidence: 0.9, scope: 'place', observed_date: '2026-01-01', quote: text }] },
    conflicts: { name: [{ source: text, record_id: text, url: null, confidence: 0.4, value: text }] },
    match: { found: true, reasoning: text, records: [{ source: text, record_id: text, name: text, url: null, distance_m: 12, reasoning: text }] },
  };
  const things = Math.min(count, MANY_THINGS);
  return [
    [/\/overview$/, { batch_id: 'batch_1', attributes: ATTRIBUTES, values: ATTRIBUTES.slice(1), fields: FIELDS, rows: Array.from({ length: count }, row) }],
    [/\/decisions$/, { items: [{ place_id: 'p0', attribute: 'website', verdict: 'override', value: text, decided_at: NOW }] }],
    [/\/jobs$/, { jobs: [{ inputs: { name: text, website: text } }] }],
    [/\/batches\/batch_1$/, { ...batch, results: [item] }],
    [/\/batches$/, { items: Array.from({ length: Math.min(count, 51) }, (_, i) => ({ ...batch, batch_id: `batch_${i}` })) }],
    [/\/datasets\/imports$/, { items: times(things, i => ({ import_id: `i${i}`, dataset: text, file: text, state: 'failed', share: 0, places: 0, problem: text, ended_at: NOW })) }],
    [/\/datasets$/, { path_imports: true, items: times(things, i => ({ dataset: `${text} ${i}`, format: 'csv', places: count, version: text, licence: text, date: '2020-01-01', imported_at: NOW, file: text, bytes: 1e9, searched: false })) }],
    [/\/deliveries$/, { items: times(things, i => ({ delivery_id: `d${i}`, message_id: text, event_type: 'batch.completed', url: text, state: 'failed', created_at: NOW, next_attempt_at: NOW, attempts: [{ number: 1, tried_at: NOW, took_ms: 12, status_code: null, problem: text }] })) }],
    [/\/webhooks$/, { items: times(things, i => ({ webhook_id: `wh_${i}`, url: `https://example.com/${text}`, event_types: [], description: text, enabled: false, disabled_reason: 'gone', created_at: NOW })) }],
    [/\/keys$/, { items: times(things, i => ({ key_id: `k${i}`, name: text, ending: 'abcd', scopes: ['batches:read'], state: 'live', created_at: NOW, last_used_at: null, expires_at: null, revoked_at: null })) }],
    [/\/health$/, {
      version: text, ready: false, paused: false, started_at: NOW, checks: [{ name: 'database', ok: false, trouble: text }],
      nodes: times(things, i => ({ node_id: `${text} ${i}`, seen_at: NOW })),
      queue: { slices_ready: count, slices_leased: 0, slices_delayed: 0, batches_running: 0, batches_waiting: 0, oldest_ready_seconds: 4_000 },
      pace: { places_per_second: null }, sources: times(things, i => ({ source: `${text} ${i}`, asked: 1, found: 1, nothing_known: 0, unavailable: 0, refused: 0, mean_ms: null })),
      database: { up: true, connections_in_use: 1 }, memory: { used_bytes: 1e8, max_bytes: 1e9 },
    }],
  ];
};

/** What it would say of a list before it is a batch. */
const plan = (count, text) => ({
  rows: count, places: count, batches: 1, accepted: false, duplicates: { count, examples: times(Math.min(count, 3), i => ({ row: i, place_id: text, duplicate_of: text })) }, calls: { total: count }, cache_hits: { total: 0 },
  estimated_seconds: null, estimated_from: text,
  table: { charset: 'UTF-8', header: 'present', headers: times(9, i => `${text} ${i}`), columns: { name: `${text} 0` }, missing: ['latitude'], sheets: [text, `${text} 2`], sheet: text, sample: times(5, () => times(9, () => text)) },
  problems: ['refused', 'left_out', 'failed', 'noted'].map(effect => ({ code: effect, effect, count, message: text, examples: times(3, i => ({ row: i, column: text, detail: text })) })),
});

const problem = (status, detail) => ({ status, contentType: 'application/problem+json', json: { title: 'No', detail, request_id: 'abc' } });
const never = () => new Promise(() => {});
const refuse = route => route.fulfill(problem(503, `The database is away. ${LONG}`));

const given = (count, text) => {
  const table = answers(count, text);
  return async route => {
    const request = route.request();
    const path = new URL(request.url()).pathname;
    if (path.endsWith('/session')) {
      return route.fulfill(problem(422, text));
    }
    if (request.method() === 'POST' && path.endsWith('/batches')) {
      return route.fulfill({ json: plan(count, text) });
    }
    const found = table.find(([pattern]) => pattern.test(path));
    await (found ? route.fulfill({ json: found[1] }) : route.continue());
  };
};

const BATCH = 'batches/batch_1';
const SIGN_IN = 'sign-in';
const NEW = 'new';
const PAGES = ['batches', BATCH, NEW, 'reference', 'webhooks', 'keys', 'health', SIGN_IN];
const STATES = {
  empty: { answer: given(0, 'nothing'), pages: PAGES },
  loading: { answer: never, pages: PAGES },
  trouble: { answer: refuse, pages: PAGES },
  long: { answer: given(3, LONG), pages: PAGES },
  // Whoever signs in has no places yet.
  many: { answer: given(MANY, 'Café'), pages: PAGES.filter(page => page !== SIGN_IN) },
};

/** What a page that waits says. */
const waits = path => ({ [NEW]: ' …', [SIGN_IN]: 'Sign in' }[path] ?? 'Loading');

const browser = await launch();
const watch = new Watch(url);
const wrong = [];

async function look(scheme, state, path) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, colorScheme: scheme, reducedMotion: 'reduce' });
  context.setDefaultTimeout(PATIENCE);
  // What the states themselves provoke, the browser reports as well.
  const page = watch.page(await context.newPage(), text => /status of (422|503)/.test(text));
  const name = `${path.replace('/batch_1', '-one')}-${state}-${scheme}`;
  try {
    await arrive(page, state, path);
    await page.waitForFunction(
      ([is, words]) => is ? document.body.textContent.includes(words) : !document.querySelector('main').textContent.includes(words),
      state === 'loading' ? [true, waits(path)] : [false, 'Loading']);
    if (state === 'trouble') {
      await page.getByRole('alert').first().waitFor();
    }
    if (path === BATCH && (state === 'many' || state === 'long')) {
      await onePlace(page);
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

/** Opens a page, and does on it what brings it into its state. */
async function arrive(page, state, path) {
  const { answer } = STATES[state];
  await page.route('**/place_enrichment/**', answer);
  if (path === SIGN_IN) {
    await page.route('**/console/session', route => route.request().method() === 'GET' ? route.fulfill({ status: 204 }) : answer(route));
    await page.goto(url);
    await page.locator('#key').waitFor();
    if (state !== 'empty') {
      await page.fill('#key', 'pmk_any');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.locator(state === 'loading' ? 'button[disabled]' : '[role=alert]').waitFor();
    }
    return;
  }
  await page.goto(`${url}/#/${path}`);
  await page.locator('#page > *').first().waitFor();
  if (path === NEW && state !== 'empty') {
    await page.setInputFiles('input[type=file]', { name: `${state === 'long' ? LONG.slice(0, 200) : 'list'}.csv`, mimeType: 'text/csv', buffer: Buffer.from('name\nCafé\n') });
    await page.locator({ loading: '[role=status]', trouble: '[role=alert]' }[state] ?? '.figures').waitFor();
  }
}

async function onePlace(page) {
  await page.locator('.grid-row').first().waitFor();
  await page.locator('.grid').focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await page.locator('.panel .values li').first().waitFor();
}

for (const scheme of quick ? ['light'] : ['light', 'dark']) {
  for (const state of quick ? ['empty', 'long'] : Object.keys(STATES)) {
    for (const path of STATES[state].pages) {
      await look(scheme, state, path);
    }
  }
}
await browser.close();
const { axe, console: errors, foreign } = watch.faults;
console.log(JSON.stringify({ looked: watch.looked, wrong, axe, errors, foreign }));
