// What is asked and told in a dialog above the page. Enter says yes, Escape no.
import { html, nothing, render } from './lib/lit-html/lit-html.js';
import { trouble } from './parts.js';
import { count } from './words.js';

/**
 * Opens a dialog.
 *
 * @param fields a template of inputs with names, or nothing
 * @param refusable whether there is anything to say no to
 * @param agreed is given the dialog and the data of its form when the person says yes
 * @param closed is called when the dialog has gone
 */
function show({ title, text, action, danger = false, fields = nothing, refusable = true }, agreed, closed) {
  const dialog = document.createElement('dialog');
  dialog.setAttribute('aria-labelledby', 'dialog-title');
  const submit = event => {
    event.preventDefault();
    agreed(dialog, new FormData(event.target));
  };
  render(
    html`
      <form @submit=${submit}>
        <h2 id="dialog-title">${title}</h2>
        ${text ? html`<p>${text}</p>` : nothing}
        ${fields}
        <div class="refusal"></div>
        <div class="actions">
          ${refusable ? html`<button type="button" @click=${() => dialog.close()}>Cancel</button>` : nothing}
          <button class=${danger ? 'danger' : 'primary'}>${action}</button>
        </div>
      </form>`,
    dialog);
  dialog.addEventListener('close', () => {
    dialog.remove();
    closed();
  });
  document.body.append(dialog);
  dialog.showModal();
  dialog.querySelector('input, .actions :last-child').focus();
}

/**
 * Asks before something that cannot be undone.
 *
 * @returns whether the person agreed
 */
export const ask = question => new Promise(resolve => show(
  question,
  dialog => {
    resolve(true);
    dialog.close();
  },
  () => resolve(false)));

/**
 * Asks for something the person types, and sends it. While the server refuses it the dialog stays, says why, and keeps what was typed.
 *
 * @param send is given the form's data
 * @returns what `send` gave
 * @throws {Problem} when nobody is signed in any more; an AbortError when the person thought better of it
 */
export const askAndSend = ({ send, ...question }) => new Promise((resolve, reject) => {
  let isSending = false;
  const agreed = async (dialog, form) => {
    if (isSending) {
      return;
    }
    isSending = true;
    try {
      resolve(await send(form));
      dialog.close();
    } catch (problem) {
      if (problem.status === 401) {
        reject(problem);
        dialog.close();
      } else {
        render(trouble(problem), dialog.querySelector('.refusal'));
        dialog.querySelector('input').focus();
      }
    }
    isSending = false;
  };
  show(question, agreed, () => reject(new DOMException('Given up.', 'AbortError')));
});

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

/** No dialog outlives the page that opened it. */
export function closeDialogs() {
  document.querySelectorAll('dialog').forEach(dialog => dialog.close());
}
