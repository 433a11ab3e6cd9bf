// Fields that are Structured Fields, read and written by structured-headers. An organization that may send three requests a
// minute is in PLACEMILL_NARROW_ORG and PLACEMILL_NARROW_KEY.
import { parseList, serializeItem } from 'structured-headers';
import { ask, check, end, same } from './results.mjs';

const { PLACEMILL_URL: url, PLACEMILL_NARROW_ORG: narrow, PLACEMILL_NARROW_KEY: key } = process.env;

// The members of both fields, by the name of the limit.
function limits(answer) {
  const fields = ['RateLimit-Policy', 'RateLimit'].map((name) => {
    try {
      return new Map(parseList(answer.headers.get(name)).map(([limit, parameters]) => [limit, parameters]));
    } catch (problem) {
      check(false, () => `${name}: ${answer.headers.get(name)} is no list: ${problem.message}`);
      return new Map();
    }
  });
  return { policy: fields[0], left: fields[1] };
}

function whole(parameters, name, where) {
  const value = parameters?.get(name);
  check(Number.isInteger(value) && value >= 0, () => `${where}: ${name} is ${value}`);
  return value;
}

const { policy, left } = limits(await ask('/batches?limit=1'));
const q = whole(policy.get('requests'), 'q', 'RateLimit-Policy');
check(whole(policy.get('requests'), 'w', 'RateLimit-Policy') > 0, () => 'the window is empty');
check(whole(left.get('requests'), 'r', 'RateLimit') < q, () => 'no request is used up');
whole(left.get('requests'), 't', 'RateLimit');

let refused;
for (let i = 0; i < 10 && refused?.status !== 429; i++) {
  refused = await fetch(`${url.replace(/\/$/, '')}/${narrow}/place_enrichment/batches`, { headers: { Authorization: `Bearer ${key}` } });
}
same(refused.status, 429, 'the tenth request of the narrow organization');
const after = limits(refused);
same(whole(after.left.get('requests'), 'r', 'RateLimit of a 429'), 0, 'what is left');
same(String(after.left.get('requests')?.get('t')), refused.headers.get('Retry-After'), 'Retry-After beside t');
for (const named of (await refused.json())['violated-policies']) {
  check(after.policy.has(named), () => `the violated policy ${named} is not in RateLimit-Policy`);
}

// The same key as a Structured Field and bare; one with what only a Structured Field can hold.
const body = JSON.stringify({ places: [{ place_id: 'a', inputs: { name: 'Cafe', latitude: 1, longitude: 2 } }] });
const create = (name) => ask('/batches', { 'Content-Type': 'application/json', 'Idempotency-Key': name }, { method: 'POST', body });
for (const name of ['contract-1', 'a "quoted" key\\', '8e03978e-40d5-43dd-bc93-6894a57f9324']) {
  const first = await create(serializeItem(name));
  same(first.status, 202, `a create under ${serializeItem(name)}`);
  const again = await create(/[" \\]/.test(name) ? serializeItem(name) : name);
  same(again.headers.get('Idempotent-Replayed'), 'true', `the same create again under ${name}`);
  same((await again.json()).batch_id, (await first.json()).batch_id, `the batch of ${name}`);
}
for (const unclosed of ['"open', '"ends" here', '""']) {
  same((await create(unclosed)).status, 400, `a create under ${unclosed}`);
}
end();
