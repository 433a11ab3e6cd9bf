// What the colours of the map mean.
import { html } from './lib/lit-html/lit-html.js';
import { number, OUTCOMES, spaced } from './words.js';

const STATUSES = { completed: 'verified', failed: 'error', pending: 'not_found' };
/** Metres between what was sent and what was found, each with the colour up to it. */
const DISTANCES = [[25, 'verified'], [150, 'added'], [500, 'corrected'], [Infinity, 'error']];
const UNKNOWN = 'not_found';

/** The colour of a row's pin, in the name that the style sheet has for it. */
export function colourOf(overview, row, by) {
  if (by === 'distance') {
    const distance = overview.get(row, 'distance_m');
    return distance === null ? UNKNOWN : DISTANCES.find(([most]) => distance <= most)[1];
  }
  return by === 'status' ? STATUSES[overview.get(row, 'status')] : overview.outcome(row, by) ?? UNKNOWN;
}

export const legend = by => html`
  <ul class="legend" aria-label="What the colours of the map mean">
    <li><strong>${spaced(by)}</strong></li>
    ${entries(by).map(([kind, words]) => html`<li><span class="swatch ${kind}"></span>${words}</li>`)}
    <li><span class="ring"></span>where it was said to be</li>
  </ul>`;

function entries(by) {
  if (by === 'status') {
    return Object.entries(STATUSES).map(([status, kind]) => [kind, status]);
  }
  if (by === 'distance') {
    const last = DISTANCES.length - 1;
    const words = DISTANCES.map(([most], i) => (i === last ? `more than ${number(DISTANCES[i - 1][0])} m` : `up to ${number(most)} m`));
    return [...DISTANCES.map(([, kind], i) => [kind, words[i]]), [UNKNOWN, 'not known']];
  }
  return OUTCOMES.map(outcome => [outcome, spaced(outcome)]);
}
