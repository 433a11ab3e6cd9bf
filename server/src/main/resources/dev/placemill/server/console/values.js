// Values as clients sent them, as people read and type them, by the kind of their attribute, and in the form in which the API takes them.
import { spaced, text } from './words.js';

/** The kind of each attribute whose value is more than a text, as the server knows it, which a test compares. */
const KINDS = {
  common_names: 'text_list',
  former_names: 'text_list',
  multilingual_names: 'text_map',
  chain_domains: 'text_list',
  categories: 'text_list',
  phone: 'phone',
  phone_additional: 'text_list',
  opening_hours: 'opening_hours',
  address: 'address',
  located_within: 'host',
  coordinates: 'coordinates',
  cuisines: 'text_list',
  price_tier: 'number',
  payment_methods: 'text_list',
  has_delivery: 'flag',
  has_takeout: 'flag',
  has_dining: 'flag',
  has_outdoor_seating: 'flag',
  has_drive_through: 'flag',
  has_wifi: 'flag',
};

const ADDRESSES = ['website', 'menu_url', 'booking_url', 'order_url', 'logo_url'];

/** What a client says of a place, by the attribute that it is compared with. */
const CLAIMS = {
  name: 'name', address: 'full_address', city: 'city', state: 'state', country: 'country', country_code: 'country_code',
  categories: 'category', brand_name: 'brand', website: 'website', phone: 'phone', email: 'email', opening_hours: 'opening_hours',
};

/** How each kind is typed: on how many lines, with which keys on a phone, and what to say of it. */
const FORMS = {
  text: {},
  url: { keys: 'url', hint: 'An address, as https://example.com' },
  email: { keys: 'email' },
  phone: { keys: 'tel', hint: 'With its country, as +1 212 736 5000' },
  opening_hours: { hint: 'As Mo-Fr 09:00-17:00; Sa 10:00-14:00' },
  number: { keys: 'numeric', hint: 'A whole number from 1 to 4' },
  flag: { choices: [['true', 'yes'], ['false', 'no']] },
  coordinates: { keys: 'decimal', hint: 'Latitude, longitude' },
  text_list: { lines: 3, hint: 'One on each line' },
  text_map: { lines: 3, hint: 'One on each line, with its language: de: Wiener Staatsoper' },
  address: { lines: 6, hint: 'One part on each line, as street: Broadway' },
  host: { lines: 3, hint: 'One part on each line: name, type or floor' },
};

/** How a value of an attribute is typed. */
export function form(attribute) {
  const kind = ADDRESSES.includes(attribute) ? 'url' : attribute === 'email' ? 'email' : KINDS[attribute] ?? 'text';
  return FORMS[kind];
}

/** What the client said of an attribute, in the inputs of its job; undefined when nothing. */
export function claimed(attribute, inputs) {
  if (attribute === 'coordinates' && inputs.latitude !== undefined && inputs.latitude !== null) {
    return `${inputs.latitude}, ${inputs.longitude}`;
  }
  const said = inputs[CLAIMS[attribute]] ?? (attribute === 'address' ? inputs.address : attribute === 'categories' ? inputs.type : undefined);
  return said === null || said === '' ? undefined : said;
}

/** The value of an attribute in a place's item as a person reads it; of hours and addresses their one line. */
export function shown(attribute, data) {
  const line = { opening_hours: data?.opening_hours_osm, address: data?.address?.full_address }[attribute];
  return line ?? text(data?.[attribute]);
}

/** The value of an attribute in a place's item as decisions have it: hours are one text there. */
export const judged = (attribute, data) => (attribute === 'opening_hours' ? data?.opening_hours_osm : data?.[attribute]);

/** What a field for a value has in it at first. */
export function written(attribute, value) {
  if (value === undefined || value === null) {
    return '';
  }
  switch (KINDS[attribute]) {
    case 'text_list': return [value].flat().join('\n');
    case 'text_map': case 'address': case 'host':
      return Object.entries(value).filter(([, part]) => part !== null).map(([name, part]) => `${name}: ${part}`).join('\n');
    case 'coordinates': return [value].flat().join(', ');
    default: return String(value);
  }
}

/** What was typed, as the API takes it. What cannot be read goes as it is: the API says what is wrong with it. */
export function read(attribute, typed) {
  const words = typed.trim();
  const lines = words.split('\n').map(line => line.trim()).filter(Boolean);
  switch (KINDS[attribute]) {
    case 'number': return asNumber(words);
    case 'flag': return words === 'true';
    case 'coordinates': return words.split(/[,;\s]+/).map(asNumber);
    case 'text_list': return lines;
    case 'text_map': case 'address': case 'host': return Object.fromEntries(lines.map(part));
    default: return words;
  }
}

const asNumber = words => (words === '' || Number.isNaN(Number(words)) ? words : Number(words));

function part(line) {
  const colon = line.indexOf(':');
  return colon < 0 ? [line, ''] : [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
}

/** Why the API did not take a value, as a sentence that begins with the attribute. */
export const refusal = (attribute, problem) => (problem.errors?.length
  ? problem.errors.map(error => `The ${spaced(attribute)} ${error.detail}.`).join(' ')
  : problem.message);
