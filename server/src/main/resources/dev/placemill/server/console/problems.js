// What is the matter with the rows of a list, by cause, and which of them to pass over.
import { html, nothing } from './lib/lit-html/lit-html.js';
import { repeat } from './lib/lit-html/directives/repeat.js';
import { number } from './words.js';

const EFFECTS = {
  refused: 'cannot be taken',
  left_out: 'left out',
  failed: 'taken, but will fail',
  noted: 'taken',
};

/**
 * @param plan as a dry run answers it
 * @param skips the codes of causes whose rows are passed over
 * @param skip is given codes, and whether to pass their rows over
 */
export const problems = (plan, skips, skip) => html`
  <section aria-labelledby="problems">
    <h2 id="problems">${plan.problems.length === 0 ? 'No problems' : 'Problems'}</h2>
    ${all(plan.problems.filter(one => one.effect === 'refused').map(one => one.code), skips, skip)}
    ${repeat(plan.problems, one => one.code, one => cause(one, skips.has(one.code), skip))}
    ${plan.duplicates.count > 0 ? duplicates(plan.duplicates) : nothing}
  </section>`;

const all = (codes, skips, skip) => (codes.length > 1 && !codes.every(code => skips.has(code))
  ? html`<p><button type="button" @click=${() => skip(codes, true)}>Pass over all rows that cannot be taken</button></p>`
  : nothing);

const cause = (one, isSkipped, skip) => html`
  <details class="cause ${one.effect}">
    <summary><strong>${number(one.count)}</strong> ${one.message} <span class="quiet">(${isSkipped ? 'passed over' : EFFECTS[one.effect]})</span></summary>
    <ul>${one.examples.map(example => html`<li>Row ${number(example.row)}${example.column ? html`, column ${example.column}` : nothing}: ${example.detail}</li>`)}</ul>
    ${rest(one)}
  </details>
  ${one.effect === 'refused'
    ? html`<p class="skip-cause"><label><input type="checkbox" .checked=${isSkipped} @change=${event => skip([one.code], event.target.checked)}>
        ${one.count === 1 ? 'Pass this row over' : `Pass these ${number(one.count)} rows over`}<span class="unseen">: ${one.message}</span></label></p>`
    : nothing}`;

const duplicates = found => html`
  <details class="cause noted">
    <summary><strong>${number(found.count)}</strong> ${found.count === 1 ? 'A place is the same as an earlier one.' : 'Places are the same as earlier ones.'} <span class="quiet">(taken, and asked about once)</span></summary>
    <ul>${found.examples.map(one => html`<li>Row ${number(one.row)}: ${one.place_id} is the same as ${one.duplicate_of}</li>`)}</ul>
    ${rest(found)}
  </details>`;

const rest = ({ count, examples }) => (count > examples.length ? html`<p class="quiet">And ${number(count - examples.length)} more.</p>` : nothing);
