// What a client meets that is told of its batches: webhooks, checked with the published library, and
// events, read with the published client over a connection that is cut off again and again.
//
// PLACEMILL_URL, PLACEMILL_ORG, PLACEMILL_KEY; prints a line per finding and `findings=N checks=M`.
import { createServer as createHttpServer } from 'node:http';
import { connect, createServer } from 'node:net';
import { EventSource } from 'eventsource';
import { Webhook } from 'standardwebhooks';

const PLACES = 1_000;
const CUTS = 3;
const PATIENCE_MS = 60_000;

const url = process.env.PLACEMILL_URL;
const base = `/${process.env.PLACEMILL_ORG}/place_enrichment`;
const headers = { Authorization: `Bearer ${process.env.PLACEMILL_KEY}`, 'Content-Type': 'application/json' };
const findings = [];
let checks = 0;

function check(what, holds) {
  checks++;
  if (!holds) findings.push(what);
}

async function ask(method, path, body) {
  const answer = await fetch(url + base + path, { method, headers, body: body && JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

async function within(promise, what) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} did not come`)), PATIENCE_MS);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

// Takes messages and hands them out in the order they came, by their path.
function receiver() {
  const waiting = new Map();
  const server = createHttpServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    response.writeHead(204).end();
    const message = { headers: request.headers, body: Buffer.concat(chunks).toString('utf8') };
    queue(request.url).push(message);
  });
  function queue(path) {
    if (!waiting.has(path)) {
      const messages = [];
      const takers = [];
      waiting.set(path, {
        push: (message) => (takers.length > 0 ? takers.shift()(message) : messages.push(message)),
        take: () => (messages.length > 0 ? Promise.resolve(messages.shift()) : new Promise((taker) => takers.push(taker))),
        left: () => messages.length,
      });
    }
    return waiting.get(path);
  }
  return new Promise((ready) => {
    server.listen(0, '127.0.0.1', () => {
      ready({
        at: (path) => `http://127.0.0.1:${server.address().port}${path}`,
        next: (path) => within(queue(path).take(), `a message to ${path}`),
        left: (path) => queue(path).left(),
        close: () => server.close(),
      });
    });
  });
}

// Leads to the server, and breaks the first connections off once some events have passed. Nothing new is begun until
// the client is back: it waits for seconds, in which the batch would end.
function cuttingProxy() {
  const target = new URL(url);
  let cuts = 0;
  let pausing = Promise.resolve();
  const server = createServer((client) => {
    if (cuts > 0) pausing.then(() => ask('POST', '/resume')).catch((error) => findings.push(String(error)));
    const upstream = connect(Number(target.port), target.hostname);
    let events = 0;
    client.pipe(upstream);
    upstream.on('data', (bytes) => {
      events += bytes.toString('latin1').split('\nid: ').length - 1;
      client.write(bytes);
      if (cuts < CUTS && events >= 2) {
        cuts++;
        pausing = ask('POST', '/pause');
        client.destroy();
        upstream.destroy();
      }
    });
    upstream.on('end', () => client.end());
    for (const socket of [client, upstream]) {
      socket.on('error', () => {
        client.destroy();
        upstream.destroy();
      });
    }
  });
  return new Promise((ready) => {
    server.listen(0, '127.0.0.1', () => {
      ready({ url: `http://127.0.0.1:${server.address().port}`, cuts: () => cuts, close: () => server.close() });
    });
  });
}

function verifies(secret, message) {
  try {
    new Webhook(secret).verify(message.body, message.headers);
    return true;
  } catch {
    return false;
  }
}

function checkMessage(name, secret, message) {
  const other = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
  const id = message.headers['webhook-id'];
  const old = new Date(Date.now() - 6 * 60 * 1000);
  check(`${name}: the library refuses it`, verifies(secret, message));
  check(`${name}: another secret fits`, !verifies(other, message));
  check(`${name}: a changed body fits`, !verifies(secret, { ...message, body: message.body.replace('"type"', '"Type"') }));
  check(`${name}: another id fits`, !verifies(secret, { ...message, headers: { ...message.headers, 'webhook-id': 'msg_0' } }));
  check(
    `${name}: an old one fits`,
    !verifies(secret, {
      body: message.body,
      headers: {
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(old.getTime() / 1000)),
        'webhook-signature': new Webhook(secret).sign(id, old, message.body),
      },
    }),
  );
  const parsed = JSON.parse(message.body);
  check(`${name}: type, timestamp and data are not as specified`,
    /^[a-zA-Z0-9_.]+$/.test(parsed.type) && !Number.isNaN(Date.parse(parsed.timestamp)) && typeof parsed.data === 'object');
  check(`${name}: it is not small`, message.body.length < 20_000);
}

function places() {
  return Array.from({ length: PLACES }, (_, i) => ({
    place_id: `p${i}`,
    inputs: { name: `Store ${i}`, latitude: 40 + i * 0.01, longitude: -74 },
  }));
}

// Follows a batch to its end, as an EventSource does by itself.
async function follow(batch, proxy) {
  const events = [];
  const source = new EventSource(`${proxy.url}${base}/batches/${batch}/events`, {
    fetch: (address, init) => fetch(address, { ...init, headers: { ...init.headers, ...headers } }),
  });
  const take = (event) => events.push({ id: Number(event.lastEventId), type: event.type, batch: JSON.parse(event.data) });
  for (const type of ['batch.progress', 'batch.completed', 'batch.partial', 'batch.failed']) {
    source.addEventListener(type, take);
  }
  const closed = new Promise((done) => {
    source.addEventListener('error', () => {
      if (source.readyState === source.CLOSED) done();
    });
  });
  await within(closed, 'the end of the events');
  source.close();
  return events;
}

function checkEvents(events, cuts) {
  const ids = events.map((event) => event.id);
  const done = events.map((event) => event.batch.completed_count + event.batch.failed_count);
  const ends = events.filter((event) => event.type !== 'batch.progress');
  check(`events: the connection was cut off ${cuts} times only`, cuts === CUTS);
  check('events: fewer than six came, too few to tell anything', events.length >= 6);
  check('events: an id does not grow', ids.every((id, i) => i === 0 || id > ids[i - 1]));
  check('events: a count goes back', done.every((count, i) => i === 0 || count >= done[i - 1]));
  check('events: the end did not come exactly once and last', ends.length === 1 && events.at(-1) === ends[0]);
  check('events: places are missing at the end', done.at(-1) === PLACES);
}

async function run() {
  const hooks = await receiver();
  const proxy = await cuttingProxy();
  const webhook = await ask('POST', '/webhooks', { url: hooks.at('/org') });
  const ofBatches = await ask('POST', '/webhooks/batch/rotate');
  await ask('POST', '/pause');
  const batch = await ask('POST', '/batches', { batch_name: 'contract', places: places(), webhook_url: hooks.at('/batch') });
  const following = follow(batch.batch_id, proxy);
  await ask('POST', '/resume');

  checkMessage('the webhook of the organization', webhook.secret, await hooks.next('/org'));
  checkMessage('the webhook of the batch', ofBatches.secret, await hooks.next('/batch'));
  checkEvents(await following, proxy.cuts());

  const rotated = await ask('POST', `/webhooks/${webhook.webhook_id}/rotate`, { overlap_seconds: 3600 });
  await ask('POST', `/webhooks/${webhook.webhook_id}/test`);
  const test = await hooks.next('/org');
  checkMessage('the old secret while it is rotated', webhook.secret, test);
  checkMessage('the new secret while it is rotated', rotated.secret, test);
  check('a message came twice', hooks.left('/org') === 0 && hooks.left('/batch') === 0);
  const log = await ask('GET', `/webhooks/${webhook.webhook_id}/deliveries`);
  check('the log does not have both messages', log.items.length === 2);
  hooks.close();
  proxy.close();
}

try {
  await within(run(), 'the end of the check');
} catch (error) {
  findings.push(String(error));
}
findings.forEach((finding) => console.log(finding));
console.log(`findings=${findings.length} checks=${checks}`);
process.exit(0);
