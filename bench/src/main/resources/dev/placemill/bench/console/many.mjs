// A batch as large as batches get, which a server has worked, as somebody meets it who wants to look at it.
//
// node many.mjs URL BATCH FILE DIRECTORY: the server at URL signs everybody in; FILE is a list of as many places, to be dropped as a new batch.
import assert from 'node:assert/strict';
import { basename, join } from 'node:path';
import { launch, Watch } from './browser.mjs';

const [url, batch, file, directory] = process.argv.slice(2);
const PATIENCE = 60_000;
/** Pixels that a turn of a wheel moves a page in one picture. */
const WHEEL = 100;
const PICTURES = 240;

const browser = await launch();
const watch = new Watch(url);
const figures = {};
const wrong = [];

/** What comes after a step that went wrong is left out. */
async function step(name, work) {
  if (wrong.length > 0) {
    return;
  }
  try {
    await work();
  } catch (error) {
    wrong.push(`${name}: ${error.message}`);
  }
}

/** Milliseconds until something has been done and drawn. */
async function timed(page, work) {
  const begin = performance.now();
  await work();
  await page.evaluate(() => new Promise(requestAnimationFrame));
  return performance.now() - begin;
}

/** Shows so many pictures, and says of how long they took what 95 of 100 keep within, in milliseconds. */
async function scroll({ pixels, pictures }) {
  const box = document.querySelector('.grid');
  const next = () => new Promise(requestAnimationFrame);
  const times = [];
  let last = await next();
  for (let i = 0; i < pictures; i++) {
    box.scrollTop += pixels;
    const now = await next();
    times.push(now - last);
    last = now;
  }
  times.sort((one, other) => one - other);
  return times[Math.floor(times.length * 0.95)];
}

const shown = page => page.locator('.batch-page .actions strong').first();
const count = async page => Number((await shown(page).textContent()).replace(/\D/g, ''));

async function openBatch(page) {
  figures.first_row_ms = await timed(page, async () => {
    await page.goto(`${url}/#/batches/${batch}`);
    await page.locator('.grid-row').first().waitFor({ timeout: PATIENCE });
  });
  figures.places = await count(page);
  await page.waitForFunction(() => document.querySelector('.map canvas.pins'));
  await page.screenshot({ path: join(directory, 'many.png') });
  await watch.axe(page, 'many');
}

async function scrollThrough(page) {
  figures.wheel_ms = await page.evaluate(scroll, { pixels: WHEEL, pictures: PICTURES });
  // From the first row to the last, as by dragging the bar.
  const all = await page.evaluate(() => document.querySelector('.grid').scrollHeight);
  await page.evaluate(() => document.querySelector('.grid').scrollTo(0, 0));
  figures.drag_ms = await page.evaluate(scroll, { pixels: all / PICTURES, pictures: PICTURES });
  const rows = await page.locator('.grid-row').count();
  assert.ok(rows < 100, `${rows} rows are in the page`);
  const last = await page.locator('.grid-row').last().getAttribute('aria-rowindex');
  assert.equal(Number(last), figures.places + 1);
}

async function filter(page) {
  const search = page.getByLabel('Search', { exact: true });
  figures.search_ms = await timed(page, async () => {
    await search.fill('bank');
    await page.waitForFunction(all => Number(document.querySelector('.batch-page .actions strong').textContent.replace(/\D/g, '')) < all, figures.places);
  });
  assert.ok(await count(page) > 0, 'the search finds nothing');
  await search.fill('');
  await page.waitForFunction(all => Number(document.querySelector('.batch-page .actions strong').textContent.replace(/\D/g, '')) === all, figures.places);
  figures.filter_ms = await timed(page, async () => {
    await page.getByLabel('Confidence').selectOption('VERY_HIGH');
    await page.waitForFunction(() => location.hash.includes('confidence=VERY_HIGH'));
  });
  const retry = page.getByRole('button', { name: /^Retry/ });
  assert.equal(Number((await retry.textContent()).replace(/\D/g, '')), await count(page));
  await page.getByRole('button', { name: 'Clear' }).click();
}

async function onePlace(page) {
  await page.locator('.grid').focus();
  await page.keyboard.press('End');
  figures.place_ms = await timed(page, async () => {
    await page.keyboard.press('Enter');
    await page.locator('.panel .values li').first().waitFor();
  });
  figures.next_place_ms = await timed(page, async () => {
    const before = await page.locator('.panel h2').textContent();
    await page.getByRole('button', { name: 'Previous place' }).click();
    await page.waitForFunction(name => document.querySelector('.panel .values li') && document.querySelector('.panel h2').textContent !== name, before);
  });
  await watch.axe(page, 'many, a place');
  await page.keyboard.press('Escape');
}

async function map(page) {
  const box = await page.locator('.map').boundingBox();
  figures.zoom_ms = await page.evaluate(async () => {
    const begin = performance.now();
    document.querySelector('.leaflet-control-zoom-in').click();
    await new Promise(resolve => document.querySelector('.map').addEventListener('transitionend', resolve, { once: true }));
    await new Promise(requestAnimationFrame);
    return performance.now() - begin;
  });
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 3, box.y + box.height / 2, { steps: 10 });
  await page.mouse.up();
}

/** The same many rows before they are a batch. */
async function drop(page) {
  await page.goto(`${url}/#/new`);
  await page.locator('input[type=file]').waitFor({ state: 'attached' });
  figures.dropped_ms = await timed(page, async () => {
    await page.setInputFiles('input[type=file]', file);
    await page.locator('.figures').waitFor({ timeout: PATIENCE });
  });
  const rows = Number((await page.locator('.figures dd').first().textContent()).replace(/\D/g, ''));
  assert.equal(rows, figures.places, `of ${basename(file)}`);
  await watch.axe(page, 'many rows dropped');
  await page.screenshot({ path: join(directory, 'many-dropped.png') });
}

const page = watch.page(await browser.newPage({ viewport: { width: 1440, height: 900 } }));
await step('the batch opens', () => openBatch(page));
await step('it scrolls', () => scrollThrough(page));
await step('it is filtered', () => filter(page));
await step('a place of it opens', () => onePlace(page));
await step('its map moves', () => map(page));
await step('as many rows are dropped', () => drop(page));
await browser.close();
const { axe, console: errors, foreign } = watch.faults;
console.log(JSON.stringify({ looked: watch.looked, wrong, axe, errors, foreign, figures }));
