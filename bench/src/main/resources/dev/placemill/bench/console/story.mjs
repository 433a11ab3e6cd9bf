// A data team's day in the console, from the first visit to exported corrections.
//
// node story.mjs URL KEY DIRECTORY: prints one line of JSON for each step, and one with what was wrong at the end.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Broken, launch, steps, Watch } from './browser.mjs';

const [url, key, directory] = process.argv.slice(2);
const SIZES = { wide: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };
const MESSY = 'Outlet;Kind of shop;Lat;Lon;Manager\n'
  + 'Starbucks;cafe;47.6101;-122.3426;Ann\n'
  + 'Starbucks;cafe;47.6101;-122.3426;Bob\n'
  + 'Waterstones;books;51.5090;-0.1356;Cy\n'
  + 'Nowhere;shop;;;Di\n'
  + 'Broken;shop;abc;def;Ed\n';

const browser = await launch();
const watch = new Watch(url);
const context = await browser.newContext({ viewport: SIZES.wide, acceptDownloads: true });
// A key and a value that are refused, candidates of data that is not there and events that do not come are part of the story, and the browser reports them.
const page = watch.page(await context.newPage(), text => /40[01]|422|ERR_FAILED/.test(text));
page.setDefaultTimeout(60_000);

const step = steps(page, directory);
const shot = name => page.screenshot({ path: join(directory, `${name}.png`) });
const named = (role, name, options) => page.getByRole(role, { name, ...options });
const upload = (file, content) => page.setInputFiles('input[type=file]', { name: file, mimeType: 'text/csv', buffer: Buffer.from(content) });

/** The table's cells of a column, as far as they are in view. */
const rows = () => page.locator('.grid-row');

async function ended() {
  await page.waitForFunction(() => document.querySelector('.state .badge')?.textContent.match(/completed|partial|failed/));
}

try {
  await step('a wrong key is refused in words', async () => {
    await page.goto(url);
    await page.locator('#key').waitFor();
    await watch.axe(page, 'sign in');
    await page.fill('#key', 'pmk_wrong');
    await named('button', 'Sign in').click();
    await page.getByRole('alert').waitFor();
  });

  await step('the right key signs in, and shows that there is nothing yet', async () => {
    await page.fill('#key', key);
    await named('button', 'Sign in').click();
    await named('heading', 'No batches yet').waitFor();
    await watch.axe(page, 'no batches');
  });

  await step('the cookie is out of reach of scripts', async () => {
    const [cookie] = await context.cookies();
    assert.equal(cookie.httpOnly, true);
    assert.equal(cookie.sameSite, 'Strict');
    assert.equal(await page.evaluate(() => document.cookie), '');
  });

  await step('the example list runs, and its progress never goes backwards', async () => {
    await named('button', 'Run the example list').click();
    await named('heading', 'Example stores').waitFor();
    await page.evaluate(() => {
      globalThis.seen = [];
      setInterval(() => globalThis.seen.push(document.querySelector('.state progress')?.value ?? 0), 20);
    });
    await ended();
    const seen = await page.evaluate(() => globalThis.seen);
    assert.deepEqual(seen, seen.toSorted((one, other) => one - other));
    await page.waitForFunction(() => document.querySelectorAll('.grid-row').length > 10);
  });

  await step('bars, map and table show what was found', async () => {
    await page.locator('.outcomes li').first().waitFor();
    assert.match(await page.locator('.batch-page .actions strong').first().textContent(), /42 places/);
    await page.waitForFunction(() => document.querySelector('.map canvas.pins'));
    await watch.axe(page, 'batch');
    await page.waitForTimeout(300);
    await shot('batch');
  });

  await step('a filter narrows table, bars and buttons alike', async () => {
    await page.getByLabel('Search', { exact: true }).fill('starbucks');
    await page.waitForFunction(() => /^[1-9] places?$/.test(document.querySelector('.batch-page .actions strong').textContent));
    const count = (await page.locator('.batch-page .actions strong').first().textContent()).match(/\d+/)[0];
    await named('button', `Retry ${count}`).waitFor();
    assert.ok(page.url().includes('text=starbucks'));
    await named('button', 'Clear').click();
    await page.waitForFunction(() => document.querySelector('.batch-page .actions strong').textContent === '42 places');
  });

  await step('keys lead through the table to a place', async () => {
    await page.locator('.grid').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.locator('.panel .values li').first().waitFor();
    await watch.axe(page, 'place');
    await shot('place');
  });

  await step('a value is accepted, one rejected, one overridden, by keys', async () => {
    const decided = text => page.locator('.panel dd').filter({ hasText: text }).first().waitFor();
    await page.locator('.panel').focus();
    await page.keyboard.press('a');
    await decided('accepted');
    await page.keyboard.press('j');
    await page.keyboard.press('r');
    await decided('rejected');
    await named('button', 'Override website').click();
    await page.locator('.override input').fill('https://www.example.com/right');
    await page.keyboard.press('Enter');
    await decided('overridden');
  });

  await step('keys go on after that, and a value that cannot be says why beside its field', async () => {
    const active = () => page.locator('.value[data-active] h3').textContent();
    const before = await active();
    await page.keyboard.press('j');
    assert.notEqual(await active(), before);
    await named('button', 'Override opening hours').click();
    await page.locator('.override input').fill('whenever');
    await page.keyboard.press('Enter');
    await page.locator('.override .wrong', { hasText: 'Mo-Fr 09:00-17:00' }).waitFor();
    await watch.axe(page, 'override');
    await page.locator('.override input').fill('Mo-Su 07:00-21:00');
    await page.keyboard.press('Enter');
    await page.locator('.panel dd', { hasText: 'Mo-Su 07:00-21:00' }).waitFor();
  });

  await step('one decision is taken for all equal values', async () => {
    await page.locator('.panel').focus();
    await named('button', 'Accept country code').click();
    await named('button', 'Same for every equal value of country code').click();
    await page.getByRole('dialog').getByRole('button', { name: /^Accept ([2-9]|\d\d)$/ }).click();
    await page.waitForFunction(() => /accepted, ([2-9]|\d\d) in all/.test(document.querySelector('#announcement').textContent));
    await page.keyboard.press('Escape');
    await page.locator('.panel').waitFor({ state: 'hidden' });
  });

  await step('a review goes on where it was, whatever is decided on the way', async () => {
    await page.getByLabel('Attribute').first().selectOption('website');
    await page.getByLabel('Decided').selectOption('no');
    const undecided = page.getByRole('button', { name: /^Accept [0-9]+ undecided values/ });
    const values = async () => Number((await undecided.textContent()).match(/\d+/)[0]);
    const before = await values();
    await page.getByRole('button', { name: /^Review/ }).click();
    await page.locator('.value[data-active] h3', { hasText: 'website' }).waitFor();
    await page.keyboard.press('a');
    await page.locator('.value[data-active] dd', { hasText: 'accepted' }).waitFor();
    await named('button', 'Same for every equal value of website').click();
    await page.getByRole('dialog').getByRole('button', { name: /^Accept \d+$/ }).press('Enter');
    await page.waitForFunction(() => /accepted, \d+ in all/.test(document.querySelector('#announcement').textContent));
    await page.keyboard.press('n');
    await page.locator('.panel .head', { hasText: '2 of ' }).waitFor();
    await page.locator('.value[data-active] h3', { hasText: 'website' }).waitFor();
    await page.keyboard.press('Escape');
    assert.ok(await values() < before);
  });

  await step('what is accepted at once leaves what was decided, and Enter agrees', async () => {
    await page.getByLabel('Decided').selectOption('');
    await page.getByRole('button', { name: /^Accept [0-9]+ undecided values/ }).click();
    await page.keyboard.press('Enter');
    await named('button', 'Accept 0 undecided values').waitFor();
    assert.equal(await page.locator('.verdict', { hasText: '✎' }).count(), 2);
    await named('button', 'Clear').click();
  });

  await step('all that pass are tried again, and decisions survive', async () => {
    await page.getByLabel('Decided').selectOption('yes');
    await page.waitForFunction(() => /^[0-9]+ places$/.test(document.querySelector('.batch-page .actions strong').textContent));
    await page.getByRole('button', { name: /^Retry/ }).click();
    const read = page.waitForResponse(response => response.url().includes('/overview'));
    await page.getByRole('dialog').getByRole('button', { name: /again/ }).click();
    await read;
    await ended();
    await page.waitForFunction(() => document.querySelector('.grid-row') && !document.querySelector('.grid-row .badge.pending'));
    await page.waitForFunction(() => [...document.querySelectorAll('.verdict')].length > 0);
  });

  await step('the corrections are exported with the filter', async () => {
    await page.locator('.menu summary').click();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'CSV', exact: true }).click()]);
    const csv = readFileSync(await download.path(), 'utf8');
    assert.match(csv.split('\r\n')[0], /website_decision/);
    assert.match(csv, /https:\/\/www\.example\.com\/right/);
  });

  await step('a pin leads to its place', async () => {
    await named('button', 'Clear').click();
    await page.getByLabel('Search', { exact: true }).fill('waterstones');
    await page.waitForFunction(() => location.hash.includes('text=waterstones'));
    await page.reload();
    await page.waitForFunction(() => document.querySelector('.map canvas.pins'));
    await page.locator('.grid-row').first().waitFor();
    const map = await page.locator('.map').boundingBox();
    await page.mouse.click(map.x + map.width / 2, map.y + map.height / 2);
    await page.locator('.panel h2', { hasText: 'Waterstones' }).waitFor();
    await page.locator('.panel .match summary').click();
    await named('button', 'Show the candidates, and why they lost').click();
    await named('heading', 'Candidates').waitFor();
    await page.keyboard.press('Escape');
  });

  await step('what was exported as a workbook and as GeoJSON can be dropped again', async () => {
    for (const [format, file] of [['xlsx', 'again.xlsx'], ['geojson', 'again.geojson']]) {
      const exported = await page.evaluate(async form => {
        const link = [...document.querySelectorAll('.menu a')].find(one => one.href.includes(`format=${form}`));
        return [...new Uint8Array(await (await fetch(link.href)).arrayBuffer())];
      }, format);
      const batch = page.url();
      await named('link', 'New batch').first().click();
      await page.setInputFiles('input[type=file]', { name: file, mimeType: 'application/octet-stream', buffer: Buffer.from(exported) });
      await page.locator('.figures').waitFor();
      assert.equal(await page.locator('.figures dd').first().textContent(), '1');
      await page.goto(batch);
      await page.locator('.menu a').first().waitFor({ state: 'attached' });
    }
  });

  await step('the first ten rows of the example list are tried, then the whole of it, which is deleted again', async () => {
    await named('link', 'New batch').first().click();
    await named('button', 'Or take the example list of 42 stores').click();
    await named('button', 'Try the first 10').click();
    await named('heading', 'stores (first 10)').waitFor();
    await ended();
    // Where no stream of events comes through, the page asks.
    await page.route('**/events', route => route.abort());
    await named('button', 'Start the whole list').click();
    await named('heading', 'stores', { exact: true }).waitFor();
    await ended();
    await page.unroute('**/events');
    await named('button', 'Delete').click();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Delete');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await named('heading', 'Batches').waitFor();
  });

  await step('what waits says why, and can be paused, resumed and cancelled', async () => {
    await named('button', 'Pause all').click();
    await named('button', 'Resume all').waitFor();
    await named('link', 'New batch').first().click();
    await upload('waiting.csv', 'id,name,lat,lon\n1,Starbucks,47.6101,-122.3426\n');
    await page.locator('.start button.primary').click();
    await page.locator('.waits', { hasText: 'The organization is paused' }).waitFor();
    await named('button', 'Pause').press('Enter');
    await page.locator('.waits', { hasText: 'Being resumed' }).waitFor();
    await page.locator('.badge.paused').waitFor();
    await watch.axe(page, 'paused batch');
    await named('button', 'Resume').press('Enter');
    await page.locator('.badge.paused').waitFor({ state: 'detached' });
    assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Pause');
    await named('link', 'Batches').first().click();
    await named('button', 'Pause waiting').click();
    await page.locator('tr', { hasText: 'Being resumed' }).waitFor();
    await named('link', 'waiting', { exact: true }).click();
    await named('button', 'Cancel').click();
    await page.locator('.state .badge.failed').waitFor();
    await named('link', 'Batches').first().click();
    await named('button', 'Resume all').click();
    await named('button', 'Pause all').waitFor();
  });

  await step('a large file says how much of it is sent, and is given up', async () => {
    const slow = await context.newCDPSession(page);
    await named('link', 'New batch').first().click();
    await slow.send('Network.emulateNetworkConditions', { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 100_000 });
    await upload('large.csv', `id,name,lat,lon\n${'1,Starbucks,47.6101,-122.3426\n'.repeat(50_000)}`);
    await page.waitForFunction(() => document.querySelector('.sending progress')?.value > 0);
    assert.match(await page.locator('.sending').textContent(), /of 1\.5 MB/);
    await watch.axe(page, 'sending');
    await named('button', 'Cancel').click();
    await page.locator('.sending').waitFor({ state: 'detached' });
    await slow.send('Network.emulateNetworkConditions', { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: -1 });
  });

  await step('a file is dropped, read, mapped and mended', async () => {
    await named('link', 'New batch').first().click();
    await upload('outlets.csv', MESSY);
    await page.locator('.preview').waitFor();
    await page.getByLabel('Outlet is read as').selectOption('name');
    await page.waitForFunction(() => document.querySelector('.preview td.read select')?.value === 'name');
    await page.getByLabel('Kind of shop is read as').selectOption('category');
    await page.locator('.cause').first().waitFor();
    await page.getByLabel('Pass this row over').check();
    await page.waitForFunction(() => !document.querySelector('.start button.primary')?.disabled);
    await watch.axe(page, 'new batch');
    await shot('new-batch');
    await page.locator('.start button.primary').click();
    await named('heading', 'outlets').waitFor();
    await ended();
  });

  await step('the list of batches has both, and finds one', async () => {
    await named('link', 'Batches').first().click();
    await page.locator('.list tbody tr').nth(1).waitFor();
    await watch.axe(page, 'batches');
    await shot('batches');
    await page.getByLabel('Name', { exact: true }).fill('outl');
    await page.waitForFunction(() => document.querySelectorAll('.list tbody tr').length === 1);
  });

  await step('reference data is imported with progress, and dropped', async () => {
    await named('link', 'Reference data').click();
    await named('heading', 'No datasets yet').waitFor();
    await upload('shops.csv', 'id,name,latitude,longitude,phone\n1,Café Morgenrot,47.0723,15.4389,+43 316 000001\n');
    await page.locator('.list tbody tr').first().waitFor();
    await watch.axe(page, 'reference data');
    await named('button', 'Drop shops').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Drop' }).click();
    await named('heading', 'No datasets yet').waitFor();
  });

  await step('a webhook is added, tried, and its delivery resent', async () => {
    const receiver = createServer((_, response) => response.end()).listen(0, '127.0.0.1');
    await named('link', 'Webhooks').click();
    await named('button', 'Add a webhook').click();
    await page.getByLabel('Address').fill('ftp://example.org/hook');
    await page.getByLabel('Description').fill('stays');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByRole('alert').waitFor();
    assert.equal(await page.getByLabel('Description').inputValue(), 'stays');
    await page.getByLabel('Address').fill(`http://127.0.0.1:${receiver.address().port}/hook`);
    await page.getByRole('dialog').getByRole('button', { name: 'Add' }).click();
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('button', { name: /^Test/ }).click();
    await page.getByRole('button', { name: /^Resend/ }).first().click();
    await page.waitForFunction(() => document.querySelectorAll('table:last-of-type .badge.completed').length > 1);
    await watch.axe(page, 'webhooks');
    receiver.close();
  });

  await step('a key is made, shown once, and revoked', async () => {
    await named('link', 'Keys').click();
    await named('button', 'Make a key').click();
    await page.getByLabel('What it is for').fill('a map');
    await page.getByRole('dialog').getByRole('button', { name: 'Make' }).click();
    assert.match(await page.locator('.secret code').textContent(), /^pmk_/);
    await named('button', 'Done').click();
    await named('button', 'Revoke a map').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
    await page.locator('.badge', { hasText: 'revoked' }).waitFor();
    await watch.axe(page, 'keys');
  });

  await step('health tells of queue and sources', async () => {
    await named('link', 'Health').click();
    await named('heading', 'Sources').waitFor();
    await watch.axe(page, 'health');
  });

  await step('a session that ends leaves the list at hand that was looked at', async () => {
    await named('link', 'New batch').first().click();
    await upload('later.csv', 'id,name,lat,lon\n1,Starbucks,47.6101,-122.3426\n');
    await page.locator('.figures').waitFor();
    await context.clearCookies();
    await page.getByLabel('Fill in').selectOption('core');
    await page.fill('#key', key);
    await named('button', 'Sign in').click();
    await page.locator('.figures').waitFor();
    assert.equal(await page.getByLabel('Fill in').inputValue(), 'core');
  });

  await step('it fits a phone', async () => {
    await page.setViewportSize(SIZES.phone);
    for (const name of ['Batches', 'New batch', 'Reference data', 'Webhooks', 'Keys', 'Health']) {
      await named('link', name, { exact: true }).first().click();
      await named('heading', name).first().waitFor();
      const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(beyond <= 0, `${name} is ${beyond} pixels too wide`);
    }
    await page.setViewportSize(SIZES.wide);
  });

  await step('signing out ends the session', async () => {
    await named('button', 'Sign out').click();
    await page.locator('#key').waitFor();
    const status = await page.evaluate(async () => (await fetch('console/session')).status);
    assert.equal(status, 204);
  });
} catch (error) {
  if (!(error instanceof Broken)) {
    throw error;
  }
} finally {
  const { axe, console: errors, foreign } = watch.faults;
  console.log(JSON.stringify({ looked: watch.looked, axe, errors, foreign }));
  await browser.close();
}
