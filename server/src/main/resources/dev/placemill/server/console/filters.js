// What a person can ask of the places of a batch.
import { html, nothing } from './lib/lit-html/lit-html.js';
import { CONFIDENCES, OUTCOMES, spaced } from './words.js';
import { EVERYTHING } from './overview.js';

/**
 * @param change.filter is given what is asked otherwise; change.attribute the one that is looked at; change.colour what the map shows
 */
export function filters(overview, filter, colourBy, change) {
  const choice = (label, key, values, word = spaced) => html`
    <label>${label}
      <select @change=${event => change.filter({ [key]: event.target.value })}>
        <option value="" .selected=${filter[key] === ''}>any</option>
        ${values.map(value => html`<option value=${value} .selected=${filter[key] === value}>${word(value)}</option>`)}
      </select>
    </label>`;
  return html`
    <form class="filters" role="search" aria-label="Places" @submit=${event => event.preventDefault()}>
      <label>Search <input type="search" .value=${filter.text} @input=${event => change.filter({ text: event.target.value })}></label>
      ${choice('Status', 'status', ['completed', 'failed', 'pending'])}
      <label>Attribute
        <select @change=${event => change.attribute(event.target.value)}>
          <option value="" .selected=${filter.attribute === ''}>any</option>
          ${overview.attributes.map(name => html`<option value=${name} .selected=${filter.attribute === name}>${spaced(name)}</option>`)}
        </select>
      </label>
      ${filter.attribute
        ? html`<label>Value contains <input type="search" .value=${filter.value} @input=${event => change.filter({ value: event.target.value })}></label>`
        : nothing}
      ${choice('Outcome', 'outcome', OUTCOMES)}
      ${choice('Confidence', 'confidence', CONFIDENCES, word => spaced(word).toLowerCase())}
      ${choice('Decided', 'decided', ['yes', 'no'])}
      ${choice('Duplicate', 'duplicate', ['yes', 'no'])}
      ${choice('Error', 'error', overview.errors())}
      <label>Metres apart, at least <input type="number" min="0" step="10" placeholder="any" .value=${filter.apart} @input=${event => change.filter({ apart: event.target.value })}></label>
      <label>Colour
        <select @change=${event => change.colour(event.target.value)}>
          ${['status', 'distance', ...overview.attributes].map(name => html`<option value=${name} .selected=${colourBy === name}>${spaced(name)}</option>`)}
        </select>
      </label>
      <button type="button" @click=${() => change.filter({ ...EVERYTHING })}>Clear</button>
    </form>`;
}
