// Small pieces that several pages draw.
import { html, nothing } from './lib/lit-html/lit-html.js';
import { bytes, count, moment, number, share, spaced } from './words.js';

/** A sentence that screen readers say at once. */
export function announce(sentence) {
  const place = document.querySelector('#announcement');
  if (place) {
    place.textContent = sentence;
  }
}

/** What was pressed may be gone with what it did; the keyboard goes on from the page then. */
export function keepFocus() {
  if (document.activeElement === document.body) {
    document.querySelector('#page')?.focus({ preventScroll: true });
  }
}

/** What went wrong, in the server's words, with the first of its details; a single one may be all that the words say. */
export function trouble(problem) {
  const errors = problem.errors ?? [];
  const [only] = errors.length === 1 ? errors : [];
  const isSaid = only && !only.row && problem.message.includes(only.detail);
  return html`
    <div class="message bad" role="alert">
      <p><strong>${problem.message}</strong></p>
      ${errors.length && !isSaid
        ? html`<ul>${errors.slice(0, 10).map(error => html`<li>${error.row ? `Row ${number(error.row)}: ` : ''}${error.detail}</li>`)}</ul>`
        : nothing}
      ${problem.request_id ? html`<p class="quiet">Request ${problem.request_id}</p>` : nothing}
    </div>`;
}

export const loading = what => html`<p class="message quiet" role="status">Loading ${what} …</p>`;

/** A status as a word with a colour of its own. */
export const badge = (word, kind = word) => html`<span class="badge ${kind}">${spaced(word)}</span>`;

/** The status of a batch, and that it is paused, which is none. */
export const standing = batch => html`${badge(batch.status)}${batch.paused_at
  ? html` <span class="badge paused" title=${`since ${moment(batch.paused_at)}`}>paused</span>`
  : nothing}`;

/** Pauses a batch or lets it go on; one button for both, so that the keyboard stays on it. */
export const pauseButton = (batch, press, name = '') => html`
  <button type="button" @click=${press} aria-label=${`${batch.paused_at ? 'Resume' : 'Pause'} ${name}`.trim()}>${batch.paused_at ? 'Resume' : 'Pause'}</button>`;

/** The file that was chosen, or undefined. The input forgets it, so that the same one can be chosen again. */
export function taken(input) {
  const [file] = input.files;
  input.value = '';
  return file;
}

/**
 * How much of a file has been sent, and once all has, that the server is at it.
 *
 * @param words what happens
 * @param cancel gives it up; null where that would come too late
 */
export const sending = ({ words, sent, total, cancel }) => html`
  <div class="message sending">
    <span role="status">${sent < total ? 'Sending' : words} …</span>
    ${sent < total
      ? html`<progress max=${total} .value=${sent} aria-label="Sent"></progress> <span class="quiet">${bytes(sent)} of ${bytes(total)}, ${share(sent, total)}</span>`
      : html`<progress aria-label=${words}></progress>`}
    ${cancel ? html`<button type="button" @click=${cancel}>Cancel</button>` : nothing}
  </div>`;

/** How far a batch is: done, failed and left of its places. */
export function progress(batch) {
  const done = batch.completed_count + batch.failed_count;
  return html`
    <span class="progress">
      <progress max=${Math.max(batch.total_count, 1)} .value=${done} aria-label="Places done">${done}</progress>
      <span>${number(done)} of ${count(batch.total_count, 'place')}</span>
      ${batch.failed_count > 0 ? html`<span class="failed-count">${number(batch.failed_count)} failed</span>` : nothing}
    </span>`;
}

/** Keeps asking while a page is open and in view, and at once when it comes into view again. */
export function every(milliseconds, look) {
  let over = false;
  let looking = false;
  let timer;
  const turn = async () => {
    clearTimeout(timer);
    if (looking || over) {
      return;
    }
    looking = true;
    if (!document.hidden) {
      await look();
    }
    looking = false;
    if (!over) {
      timer = setTimeout(turn, milliseconds);
    }
  };
  const seen = () => !document.hidden && turn();
  document.addEventListener('visibilitychange', seen);
  turn();
  return () => {
    over = true;
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', seen);
  };
}
