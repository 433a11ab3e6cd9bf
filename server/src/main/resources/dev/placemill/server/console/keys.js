// The keys of the organization: who may do what, and until when.
import { html, nothing, render } from './lib/lit-html/lit-html.js';
import { repeat } from './lib/lit-html/directives/repeat.js';
import { segment } from './api.js';
import { ask, askAndSend, showOnce } from './dialogs.js';
import { badge, loading, trouble } from './parts.js';
import { Requests } from './requests.js';
import { ago, moment } from './words.js';

const SCOPES = [
  ['batches:read', 'read batches and results'],
  ['batches:write', 'create, decide, reprocess, cancel, delete'],
  ['webhooks:write', 'change webhooks'],
  ['admin', 'keys, audit, reference data'],
];

export function open(main, { org, session, expired }) {
  let keys = null;
  const requests = new Requests({ expired }, () => draw());
  const mayChange = session.scopes.includes('admin');

  const look = () => requests.read(() => org.get('keys'), ({ items }) => { keys = items; });

  const act = (work, said) => requests.act(work, said, look);

  async function add() {
    const made = await act(() => askAndSend({
      title: 'Make a key',
      action: 'Make',
      fields: html`
        <label>What it is for <input name="name" required maxlength="200"></label>
        <fieldset>
          <legend>It may</legend>
          ${SCOPES.map(([scope, words]) => html`<label><input type="checkbox" name="scopes" value=${scope} ?checked=${scope.startsWith('batches')}> ${words}</label>`)}
        </fieldset>
        <label>Good until <input name="expires" type="date"></label>`,
      send: form => org.post('keys', {
        name: form.get('name'),
        scopes: form.getAll('scopes'),
        expires_at: form.get('expires') ? new Date(`${form.get('expires')}T23:59:59Z`).toISOString() : null,
      }),
    }), 'Made.');
    if (made) {
      await showOnce({ title: 'The key', text: 'It is not shown again.', value: made.key });
    }
  }

  async function rotate(key) {
    const made = await act(() => org.post(`keys/${segment(key.key_id)}/rotate`), 'Rotated.');
    if (made) {
      await showOnce({ title: 'The new key', text: 'It is not shown again. The one before stays good for a day.', value: made.key });
    }
  }

  async function revoke(key) {
    const sure = await ask({
      title: `Revoke “${key.name ?? key.ending}”?`,
      text: 'Whoever uses it is refused from the next request on.',
      action: 'Revoke',
      danger: true,
    });
    if (sure) {
      await act(() => org.delete(`keys/${segment(key.key_id)}`), 'Revoked.');
    }
  }

  const row = key => html`
    <tr>
      <td data-label="Key"><strong>${key.name ?? 'unnamed'}</strong> <code>…${key.ending}</code>${key.key_id === session.key?.key_id ? html` <span class="badge">yours</span>` : nothing}</td>
      <td data-label="State">${badge(key.state, key.state === 'live' ? 'completed' : 'failed')}</td>
      <td data-label="May">${key.scopes.join(', ')}</td>
      <td data-label="Last used">${ago(key.last_used_at)}</td>
      <td data-label="Made">${moment(key.created_at)}</td>
      <td data-label="Until">${key.revoked_at ? moment(key.revoked_at) : key.expires_at ? moment(key.expires_at) : 'no end'}</td>
      <td data-label="Actions" class="row-actions">
        ${key.state === 'live'
          ? html`
            <button type="button" @click=${() => rotate(key)} aria-label=${`Rotate ${key.name ?? key.ending}`}>Rotate</button>
            <button type="button" @click=${() => revoke(key)} aria-label=${`Revoke ${key.name ?? key.ending}`}>Revoke</button>`
          : nothing}
      </td>
    </tr>`;

  function draw() {
    render(
      html`
        <div class="head">
          <h1>Keys</h1>
          ${mayChange ? html`<div class="actions"><button type="button" class="primary" @click=${add}>Make a key</button></div>` : nothing}
        </div>
        ${requests.problem ? trouble(requests.problem) : nothing}
        ${!mayChange
          ? html`<p class="message">Keys are managed with a key of the scope admin. Whoever runs this server makes one with <code>./placemill key create ORG --scope admin</code>.</p>`
          : keys === null ? (requests.problem ? nothing : loading('keys'))
            : html`<table class="list"><thead><tr><th>Key</th><th>State</th><th>May</th><th>Last used</th><th>Made</th><th>Until</th><th>Actions</th></tr></thead><tbody>${repeat(keys, key => key.key_id, row)}</tbody></table>`}`,
      main);
  }

  draw();
  if (mayChange) {
    look();
  }
}
