// How figures, times and names are written for people.

const NUMBER = new Intl.NumberFormat();
const PERCENT = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 1 });
const MOMENT = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
/** In the language of the page, whose sentences it is a part of. */
const AGO = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const SIZE_UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];
const SPANS = [['day', 86_400], ['hour', 3_600], ['minute', 60]];

export const number = value => NUMBER.format(value);

export const share = (part, whole) => (whole === 0 ? '–' : PERCENT.format(part / whole));

export const moment = time => (time ? MOMENT.format(new Date(time)) : '–');

/** "3 places", "1 place". */
export const count = (value, one, many = `${one}s`) => `${number(value)} ${value === 1 ? one : many}`;

/** "5 minutes ago", "in 2 hours". */
export function ago(time, now = Date.now()) {
  if (!time) {
    return '–';
  }
  const seconds = (new Date(time).getTime() - now) / 1000;
  for (const [unit, length] of SPANS) {
    if (Math.abs(seconds) >= length) {
      return AGO.format(Math.trunc(seconds / length), unit);
    }
  }
  return Math.abs(seconds) < 10 ? 'just now' : AGO.format(Math.trunc(seconds), 'second');
}

/** "2 h 5 min", "40 s". */
export function span(seconds) {
  if (seconds === null || seconds === undefined || !Number.isFinite(seconds)) {
    return '–';
  }
  if (seconds < 1) {
    return 'under a second';
  }
  if (seconds < 90) {
    return `${Math.round(seconds)} s`;
  }
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

export function bytes(size) {
  let unit = 0;
  let left = size;
  while (left >= 1000 && unit < SIZE_UNITS.length - 1) {
    left /= 1000;
    unit++;
  }
  return `${left >= 10 || unit === 0 ? Math.round(left) : left.toFixed(1)} ${SIZE_UNITS[unit]}`;
}

/** "open_closed_status" as "open closed status". */
export const spaced = name => name.replaceAll('_', ' ');

/** What it means that a batch is paused, and that it no longer is. */
export const PAUSED = 'Paused: what is in work is ended and kept, and no more places are begun.';
export const RESUMED = 'Resumed: it goes on as soon as it has a running place.';

export const OUTCOMES = ['added', 'verified', 'corrected', 'not_found', 'error'];

export const CONFIDENCES = ['VERY_HIGH', 'HIGH', 'MEDIUM', 'LOW', 'NONE'];

/** What is done to a value, and what was, by the verdict. */
export const DECIDE = { accept: 'Accept', reject: 'Reject', override: 'Override' };
export const DECIDED = { accept: 'accepted', reject: 'rejected', override: 'overridden' };

/** A value of an attribute in one line, as tables of results write it. */
export function text(value) {
  if (value === null || value === undefined) {
    return '';
  }
  if (Array.isArray(value)) {
    return value.map(text).join('; ');
  }
  if (typeof value === 'object') {
    return Object.entries(value).filter(([, part]) => part !== null).map(([key, part]) => `${spaced(key)}: ${text(part)}`).join(', ');
  }
  return String(value);
}
