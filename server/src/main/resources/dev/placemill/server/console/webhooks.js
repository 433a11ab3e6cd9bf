// Who is told of the end of batches, and what became of each message.
import { html, nothing, render } from './lib/lit-html/lit-html.js';
import { repeat } from './lib/lit-html/directives/repeat.js';
import { segment } from './api.js';
import { ask, askAndSend, showOnce } from './dialogs.js';
import { badge, every, loading, trouble } from './parts.js';
import { Requests } from './requests.js';
import { ago, moment, number } from './words.js';

const LOOK_EVERY = 5_000;
const LATEST = 50;

export function open(main, { org, session, query, expired }) {
  let webhooks = null;
  let chosen = query.get('webhook');
  let deliveries = null;
  const requests = new Requests({ expired }, () => draw());
  const mayChange = session.scopes.includes('webhooks:write');

  const look = () => requests.read(
    async () => {
      const { items } = await org.get('webhooks');
      const one = (items.find(item => item.webhook_id === chosen) ?? items[0])?.webhook_id ?? null;
      return [items, one, one === null ? [] : (await org.get(`webhooks/${segment(one)}/deliveries`, { limit: LATEST })).items];
    },
    answer => { [webhooks, chosen, deliveries] = answer; });

  const act = (work, said) => requests.act(work, said, look);

  async function add() {
    const made = await act(() => askAndSend({
      title: 'Add a webhook',
      text: 'It is told when a batch has ended.',
      action: 'Add',
      fields: html`<label>Address <input name="url" type="url" required placeholder="https://"></label><label>Description <input name="description" maxlength="500"></label>`,
      send: form => org.post('webhooks', { url: form.get('url'), description: form.get('description') || null }),
    }), 'Added.');
    if (made) {
      await showOnce({ title: 'Its secret', text: 'Check signatures with it. It is not shown again.', value: made.secret });
    }
  }

  async function rotate(one) {
    const made = await act(() => org.post(`webhooks/${segment(one.webhook_id)}/rotate`), 'Rotated.');
    if (made) {
      await showOnce({ title: 'Its new secret', text: `The one before stays good until ${moment(made.old_secret_expires_at)}.`, value: made.secret });
    }
  }

  async function remove(one) {
    const sure = await ask({ title: 'Delete this webhook?', text: `${one.url}, with its secrets and its log.`, action: 'Delete', danger: true });
    if (sure) {
      chosen = null;
      await act(() => org.delete(`webhooks/${segment(one.webhook_id)}`), 'Deleted.');
    }
  }

  const test = one => act(() => org.post(`webhooks/${segment(one.webhook_id)}/test`), 'Sent.');
  const enable = (one, enabled) => act(() => org.patch(`webhooks/${segment(one.webhook_id)}`, { enabled }), enabled ? 'Enabled.' : 'Disabled.');
  const resend = one => act(() => org.post(`webhooks/${segment(chosen)}/deliveries/${segment(one.delivery_id)}/resend`), 'Sent once more.');

  function choose(id) {
    chosen = id;
    deliveries = null;
    look();
    draw();
  }

  const webhook = one => html`
    <tr>
      <td data-label="Address"><strong>${one.url}</strong>${one.description ? html`<br><span class="quiet">${one.description}</span>` : nothing}</td>
      <td data-label="State">${one.enabled ? badge('enabled', 'completed') : badge(one.disabled_reason ?? 'disabled', 'failed')}</td>
      <td data-label="Told of">${one.event_types.length ? one.event_types.join(', ') : 'all'}</td>
      <td data-label="Actions" class="row-actions">
        <button type="button" aria-pressed=${chosen === one.webhook_id} @click=${() => choose(one.webhook_id)} aria-label=${`Deliveries to ${one.url}`}>Deliveries</button>
        ${mayChange
          ? html`
            <button type="button" ?disabled=${!one.enabled} @click=${() => test(one)} aria-label=${`Test ${one.url}`}>Test</button>
            <button type="button" @click=${() => enable(one, !one.enabled)} aria-label=${`${one.enabled ? 'Disable' : 'Enable'} ${one.url}`}>${one.enabled ? 'Disable' : 'Enable'}</button>
            <button type="button" @click=${() => rotate(one)} aria-label=${`New secret for ${one.url}`}>New secret</button>
            <button type="button" @click=${() => remove(one)} aria-label=${`Delete ${one.url}`}>Delete</button>`
          : nothing}
      </td>
    </tr>`;

  const delivery = one => html`
    <tr>
      <td data-label="When"><time datetime=${one.created_at} title=${moment(one.created_at)}>${ago(one.created_at)}</time></td>
      <td data-label="Message">${one.event_type}<br><span class="quiet">${one.message_id}</span></td>
      <td data-label="State">${badge(one.state, { delivered: 'completed', failed: 'failed' }[one.state] ?? 'processing')}
        ${one.next_attempt_at ? html`<br><span class="quiet">tried again ${ago(one.next_attempt_at)}</span>` : nothing}</td>
      <td data-label="Attempts">
        <ol>${one.attempts.map(attempt => html`<li>${moment(attempt.tried_at)}: ${attempt.status_code ?? attempt.problem} <span class="quiet">${number(attempt.took_ms)} ms</span></li>`)}</ol>
      </td>
      <td data-label="Actions" class="row-actions">${mayChange ? html`<button type="button" @click=${() => resend(one)} aria-label=${`Resend ${one.message_id}`}>Resend</button>` : nothing}</td>
    </tr>`;

  const listed = () => webhooks.length === 0
    ? html`<section class="welcome"><h2>No webhooks yet</h2><p>A webhook is told of the end of every batch, so that nobody has to ask.</p></section>`
    : html`
      <table class="list"><thead><tr><th>Address</th><th>State</th><th>Told of</th><th>Actions</th></tr></thead><tbody>${repeat(webhooks, one => one.webhook_id, webhook)}</tbody></table>
      <h2>Deliveries</h2>
      ${deliveries === null ? loading('deliveries') : deliveries.length === 0
        ? html`<p class="message quiet">Nothing has been sent there yet.</p>`
        : html`<table class="list"><thead><tr><th>When</th><th>Message</th><th>State</th><th>Attempts</th><th>Actions</th></tr></thead><tbody>${repeat(deliveries, one => one.delivery_id, delivery)}</tbody></table>`}`;

  function draw() {
    render(
      html`
        <div class="head">
          <h1>Webhooks</h1>
          ${mayChange ? html`<div class="actions"><button type="button" class="primary" @click=${add}>Add a webhook</button></div>` : nothing}
        </div>
        ${requests.problem ? trouble(requests.problem) : nothing}
        ${webhooks === null ? (requests.problem ? nothing : loading('webhooks')) : listed()}`,
      main);
  }

  draw();
  return every(LOOK_EVERY, look);
}
