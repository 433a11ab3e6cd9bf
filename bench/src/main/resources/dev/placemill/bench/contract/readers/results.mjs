// What every reader of results needs: the results themselves in the forms of the API, and the cells that
// the documentation says each result becomes in a table, worked out anew from the JSON.
//
// PLACEMILL_URL, PLACEMILL_ORG, PLACEMILL_KEY, PLACEMILL_BATCH; `places.json` in this directory is what was sent.
import { readFileSync } from 'node:fs';

const { PLACEMILL_URL: url, PLACEMILL_ORG: org, PLACEMILL_KEY: key, PLACEMILL_BATCH: batch } = process.env;
const objections = [];
let checks = 0;

export const base = `${url.replace(/\/$/, '')}/${org}/place_enrichment`;

export function check(holds, what) {
  checks++;
  if (!holds) objections.push(what());
}

export function same(found, expected, where) {
  check(Object.is(found, expected), () => `${where}: ${JSON.stringify(found)} in place of ${JSON.stringify(expected)}`);
}

export function ask(path, headers = {}, more = {}) {
  return fetch(base + path, { ...more, headers: { Authorization: `Bearer ${key}`, ...headers } });
}

export async function results(form) {
  const answer = await ask(`/batches/${batch}/results?format=${form}`);
  if (!answer.ok) throw new Error(`${form}: ${answer.status} ${await answer.text()}`);
  return Buffer.from(await answer.arrayBuffer());
}

// The last two lines say how many objections there are, and how much was looked at.
export function end() {
  for (const objection of objections) console.log(objection.replaceAll('\n', ' '));
  console.log(`findings=${objections.length} checks=${checks}`);
}

const text = (value) => (value === null || value === undefined ? '' : String(value));
const INPUTS = ['name', 'latitude', 'longitude', 'wkt_geometry', 'full_address', 'unit_number', 'house', 'street', 'city', 'state',
  'postalCode', 'country', 'country_code', 'category', 'brand', 'website', 'phone', 'email', 'opening_hours'];
const PARTS = ['house', 'street', 'city', 'state', 'postalCode', 'country'];

function input(name, inputs) {
  if (name === 'full_address' && typeof inputs.address === 'string') return inputs.address;
  const value = inputs[name] ?? inputs.address?.[name];
  if (name === 'opening_hours' && typeof value === 'object') return Object.entries(value).map(([day, hours]) => `${day} ${hours}`).join('; ');
  return text(value);
}

function valueOf(name, enriched) {
  const value = enriched?.[name];
  if (name === 'opening_hours' && enriched?.opening_hours_osm) return enriched.opening_hours_osm;
  if (Array.isArray(value)) return value.join(name === 'coordinates' ? ', ' : '; ');
  if (value === null || typeof value !== 'object') return text(value);
  if (name === 'address') return value.full_address ?? PARTS.map((part) => text(value[part])).filter(Boolean).join(', ');
  return Object.entries(value).map(([language, word]) => `${language}=${word}`).join('; ');
}

function evidenceOf(pieces = []) {
  const words = pieces.map((piece) => {
    const record = piece.record_id ?? piece.url;
    return `${piece.source}${record ? `:${record}` : ''}${piece.scope ? ` [${piece.scope.toLowerCase()}]` : ''}`;
  });
  return [...new Set(words)].join('; ');
}

// A map of column to cell, empty ones too, for each place in order.
export async function expectedRows() {
  const places = JSON.parse(readFileSync(new URL('places.json', import.meta.url))).places;
  const items = JSON.parse(await results('json')).results;
  same(items.length, places.length, 'the number of results');
  return items.map((item, i) => {
    const { inputs } = places[i];
    same(item.place_id, places[i].place_id, `the id of result ${i}`);
    const row = new Map([['place_id', item.place_id]]);
    for (const name of INPUTS) row.set(`input_${name}`, input(name, inputs));
    row.set('status', item.enrichment_status);
    for (const name of ['error_code', 'error_message', 'duplicate_of']) row.set(name, text(item[name]));
    row.set('match', text(item.match?.reasoning));
    row.set('attempts', item.attempts);
    row.set('updated_at', text(item.updated_at));
    for (const name of Object.keys(item.attribute_status ?? {})) {
      const status = item.attribute_status[name];
      const held = item.evidence?.[name];
      const value = item.enriched_data?.[name];
      row.set(name, typeof value === 'number' || typeof value === 'boolean' ? value : valueOf(name, item.enriched_data));
      if (name === 'phone') row.set('phone_national', text(item.enriched_data?.phone_national));
      row.set(`${name}_confidence`, text(item.confidence_scores?.[name]));
      row.set(`${name}_status`, text(status));
      row.set(`${name}_evidence`, evidenceOf(held));
      const silent = status === 'not_found' && !held?.length && !item.conflicts?.[name]?.length;
      row.set(`${name}_reasoning`, silent ? '' : text(item.reasoning?.[name]));
    }
    const found = item.enriched_data?.coordinates;
    const sent = [inputs.latitude, inputs.longitude];
    const point = found ?? (sent.every((degrees) => typeof degrees === 'number') ? sent : null);
    return { id: item.place_id, cells: row, point: point && { latitude: point[0], longitude: point[1] } };
  });
}

// Numbers that are written otherwise are the same number; everything else is the same text.
export function sameCell(found, expected, where) {
  const isNumber = /^-?\d+(\.\d+)?$/.test(text(expected)) && text(found) !== '' && /itude$/.test(where);
  if (isNumber) same(Number(found), Number(expected), where);
  else same(text(found), text(expected), where);
}

// All cells of a table whose columns are texts, the columns it has beyond those expected must be empty.
export function sameTable(header, rows, expected, cell = sameCell) {
  same(rows.length, expected.length, 'the number of rows');
  expected.forEach((row, i) => {
    for (const name of row.cells.keys()) check(header.includes(name), () => `there is no column ${name}`);
    header.forEach((name) => {
      if (name !== 'geometry') cell(rows[i]?.[name] ?? '', row.cells.get(name) ?? '', `${name} of ${row.id}`);
    });
  });
}
