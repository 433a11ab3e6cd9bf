// The form in which a person types what is right.
import { html, nothing } from './lib/lit-html/lit-html.js';
import { form, read, refusal, written } from './values.js';
import { spaced } from './words.js';

/**
 * @param value that is there so far, if any
 * @param problem why the API did not take what was typed, or null
 * @param decide is given what was typed, as the API takes it
 */
export function overrideForm(attribute, value, problem, decide, cancel) {
  const { hint } = form(attribute);
  const submit = event => {
    event.preventDefault();
    decide(read(attribute, new FormData(event.target).get('value')));
  };
  return html`
    <form class="override" @submit=${submit}>
      <label>The right ${spaced(attribute)} ${field(form(attribute), written(attribute, value), problem !== null)}</label>
      ${hint ? html`<p id="override-hint" class="quiet">${hint}</p>` : nothing}
      ${problem ? html`<p id="override-refused" class="wrong" role="alert">${refusal(attribute, problem)}</p>` : nothing}
      <div class="actions">
        <button type="button" @click=${cancel}>Cancel</button>
        <button class="primary">Override</button>
      </div>
    </form>`;
}

/** A field with a value, which is put there once, so that what is typed stays. */
function field({ lines, keys, choices, hint }, value, isWrong) {
  const described = [hint ? 'override-hint' : '', isWrong ? 'override-refused' : ''].filter(Boolean).join(' ') || nothing;
  const invalid = isWrong ? 'true' : nothing;
  if (choices) {
    return html`
      <select name="value" aria-describedby=${described} aria-invalid=${invalid}>
        ${choices.map(([choice, words]) => html`<option value=${choice} .selected=${choice === value}>${words}</option>`)}
      </select>`;
  }
  return lines
    ? html`<textarea name="value" required rows=${lines} aria-describedby=${described} aria-invalid=${invalid} .value=${value}></textarea>`
    : html`<input name="value" required inputmode=${keys ?? nothing} aria-describedby=${described} aria-invalid=${invalid} .value=${value}>`;
}
