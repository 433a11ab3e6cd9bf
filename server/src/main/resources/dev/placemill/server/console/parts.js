// Small pieces that several pages draw.
import { html, nothing, render } from './lib/lit-html/lit-html.js';
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

/** What went wrong, in the server's words, with the first of its details. */
export function trouble(problem) {
  return html`
    <div class="message bad" role="alert">
      <p><strong>${problem.message}</strong></p>
      ${problem.errors?.length
        ? html`<ul>${problem.errors.slice(0, 10).map(error => html`<li>${error.row ? `Row ${number(error.row)}: ` : ''}${error.detail}</li>`)}</ul>`
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

/**
 * Asks before something that cannot be undone, or takes something the person types. Enter says yes, Escape no.
 *
 * @param fields a template of inputs with names, or nothing
 * @param refusable whether there is anything to say no to
 * @returns the form's data, or null when the person thought better of it
 */
export function ask({ title, text, action, danger = false, fields = nothing, refusable = true }) {
  return new Promise(resolve => {
    const dialog = document.createElement('dialog');
    dialog.setAttribute('aria-labelledby', 'dialog-title');
    render(
      html`
        <form method="dialog">
          <h2 id="dialog-title">${title}</h2>
          ${text ? html`<p>${text}</p>` : nothing}
          ${fields}
          <div class="actions">
            ${refusable ? html`<button type="button" @click=${() => dialog.close()}>Cancel</button>` : nothing}
            <button value="yes" class=${danger ? 'danger' : 'primary'}>${action}</button>
          </div>
        </form>`,
      dialog);
    dialog.addEventListener('close', () => {
      const answer = dialog.returnValue === 'yes' ? new FormData(dialog.querySelector('form')) : null;
      dialog.remove();
      resolve(answer);
    });
    document.body.append(dialog);
    dialog.showModal();
    (dialog.querySelector('input') ?? dialog.querySelector('[value=yes]')).focus();
  });
}

export const askToDelete = batch => ask({
  title: `Delete “${batch.batch_name}”?`,
  text: `${count(batch.total_count, 'place')}, with all that was found and decided. This cannot be undone.`,
  action: 'Delete',
  danger: true,
});

/** A thing shown once, such as a secret, until the person has taken it. */
export function showOnce({ title, text, value }) {
  const copy = async ({ currentTarget: button }) => {
    const secret = button.closest('dialog').querySelector('.secret code');
    try {
      await navigator.clipboard.writeText(value);
      button.nextElementSibling.textContent = 'Copied.';
    } catch {
      // Browsers let no page at the clipboard that came without TLS.
      getSelection().selectAllChildren(secret);
      button.nextElementSibling.textContent = 'The browser does not let this page copy. It is selected, so that you can.';
    }
  };
  return ask({
    title,
    text,
    action: 'Done',
    refusable: false,
    fields: html`<p class="secret"><code>${value}</code></p><button type="button" @click=${copy}>Copy</button> <span role="status"></span>`,
  });
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
