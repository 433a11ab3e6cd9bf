// How a list is read: its first rows, which column is what, and what was found out that may be wrong.
import { html, nothing } from './lib/lit-html/lit-html.js';
import { spaced } from './words.js';

/** What a column can be read as, in the server's names. */
const FIELDS = [
  'id', 'name', 'latitude', 'longitude', 'address', 'street', 'house', 'city', 'state', 'postal_code', 'country', 'country_code',
  'category', 'website', 'phone', 'email', 'brand', 'opening_hours',
];
/** What to choose where no column says it. */
const MISSING = { name: 'which column is the name', location: 'which are the latitude and longitude, or the address or a part of it' };
const CHARSETS = ['UTF-8', 'windows-1252', 'windows-1250', 'windows-1251', 'UTF-16LE', 'Shift_JIS', 'GB18030'];

/**
 * @param table as a dry run answers it
 * @param list what the person chose otherwise
 * @param change is given what is to be read otherwise
 */
export const reading = (table, list, change) => html`
  <section aria-labelledby="mapping">
    <h2 id="mapping">How it is read</h2>
    ${table.missing.length > 0 ? html`<p class="message bad">Choose ${table.missing.map(one => MISSING[one]).join(', and ')}.</p>` : nothing}
    ${written(table, list, change)}
    <div class="scroll" tabindex="0" role="region" aria-label="First rows">
      <table class="preview">
        <thead>
          <tr>${table.headers.map(column => html`<th>${column}</th>`)}</tr>
          <tr>${table.headers.map(column => html`<td class=${fieldOf(table, column) ? 'read' : 'unread'}>${fieldChoice(table, list, column, change)}</td>`)}</tr>
        </thead>
        <tbody>${table.sample.map(row => html`<tr>${row.map(cell => html`<td>${cell}</td>`)}</tr>`)}</tbody>
      </table>
    </div>
  </section>`;

/** Columns are other ones when the table is read otherwise, so what was chosen of them no longer holds. */
const anew = changed => ({ ...changed, chosen: new Map() });

const written = (table, list, change) => html`
  <form class="filters" aria-label="How the file is written">
    ${table.sheets?.length > 1
      ? html`<label>Sheet
          <select @change=${event => change(anew({ sheet: event.target.value }))}>
            ${table.sheets.map(one => html`<option .selected=${one === table.sheet}>${one}</option>`)}
          </select>
        </label>`
      : nothing}
    ${list.hasHeaders
      ? html`<label>First row
          <select @change=${event => change(anew({ header: event.target.value }))}>
            <option value="present" .selected=${table.header === 'present'}>names the columns</option>
            <option value="absent" .selected=${table.header === 'absent'}>is a place</option>
          </select>
        </label>`
      : nothing}
    ${table.charset
      ? html`<label>Encoding
          <select @change=${event => change(anew({ charset: event.target.value }))}>
            <option value="" .selected=${list.charset === ''}>${list.charset === '' ? `${table.charset}, as found` : 'find out'}</option>
            ${CHARSETS.map(one => html`<option value=${one} .selected=${one === list.charset}>${one}</option>`)}
          </select>
        </label>`
      : nothing}
  </form>`;

const fieldOf = (table, column) => Object.entries(table.columns).find(([, one]) => one === column)?.[0] ?? '';

function fieldChoice(table, list, column, change) {
  const now = fieldOf(table, column);
  /** Reads the column as another field, or as none. */
  const map = field => {
    const chosen = new Map(list.chosen);
    if (now) {
      chosen.set(now, '');
    }
    if (field) {
      chosen.set(field, column);
    }
    change({ chosen });
  };
  return html`
    <select aria-label=${`${column} is read as`} @change=${event => map(event.target.value)}>
      <option value="" .selected=${now === ''}>not read</option>
      ${FIELDS.map(field => html`<option value=${field} .selected=${field === now}>${spaced(field)}</option>`)}
    </select>`;
}
