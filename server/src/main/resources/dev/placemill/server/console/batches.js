// All batches of the organization, as they stand now.
import { html, nothing, render } from './lib/lit-html/lit-html.js';
import { repeat } from './lib/lit-html/directives/repeat.js';
import { exampleList, pageAddress, segment } from './api.js';
import { askToDelete } from './dialogs.js';
import { every, loading, pauseButton, progress, standing, trouble } from './parts.js';
import { Requests } from './requests.js';
import { ago, moment, number, PAUSED, RESUMED, span } from './words.js';

const LOOK_EVERY = 2_000;
const PAGE = 50;
const STATUSES = ['queued', 'processing', 'completed', 'partial', 'failed'];
const NEWEST_FIRST = '-created_at';
const SORTS = [[NEWEST_FIRST, 'Newest first'], ['created_at', 'Oldest first'], ['name', 'Name'], ['-total_count', 'Most places']];

export function open(main, { org, session, query, go, expired }) {
  const mayChange = session.scopes.includes('batches:write');
  const filter = { name: query.get('name') ?? '', status: query.get('status') ?? '', sort: query.get('sort') ?? NEWEST_FIRST };
  let offset = Number(query.get('offset')) || 0;
  let batches = null;
  let paused = false;
  let beginsExample = false;
  const requests = new Requests({ expired }, () => draw());
  const paces = new Map();

  const look = () => requests.read(
    () => Promise.all([
      org.get('batches', { ...filter, offset, limit: PAGE + 1 }),
      org.get('health').catch(() => null),
    ]),
    ([list, state]) => {
      paused = state?.paused ?? paused;
      if (list.items.length === 0 && offset > 0) {
        // The last one of this page is gone.
        turnTo(offset - PAGE);
        return;
      }
      batches = list.items;
      batches.forEach(measure);
    });

  /** Places per second since this page first saw the batch go on: what waits has no pace, and what is tried again has one of its own. */
  function measure(batch) {
    const done = batch.completed_count + batch.failed_count;
    const known = paces.get(batch.batch_id);
    const first = known && done > known.done ? known : { at: performance.now(), done };
    const seconds = (performance.now() - first.at) / 1000;
    paces.set(batch.batch_id, { ...first, rate: seconds > 1 && done > first.done ? (done - first.done) / seconds : null });
  }

  const act = (work, said) => requests.act(work, said, look);

  const cancel = batch => act(() => org.post(`batches/${segment(batch.batch_id)}/cancel`), 'Cancelled.');
  const retry = batch => act(() => org.post(`batches/${segment(batch.batch_id)}/reprocess`), 'The failed places are tried again.');
  const pauseOrResume = batch => act(
    () => org.post(`batches/${segment(batch.batch_id)}/${batch.paused_at ? 'resume' : 'pause'}`),
    batch.paused_at ? RESUMED : PAUSED);
  const pause = () => act(() => org.post('pause'), 'Paused.');
  const resume = () => act(() => org.post('resume'), 'Goes on.');

  async function remove(batch) {
    if (await askToDelete(batch)) {
      await act(() => org.delete(`batches/${segment(batch.batch_id)}`), 'Deleted.');
    }
  }

  async function runExample() {
    beginsExample = true;
    draw();
    const made = await act(async () => org.post('batches', undefined, {
      query: { batch_name: 'Example stores' }, body: await exampleList(), type: 'text/csv',
    }), 'The example list runs.');
    if (made) {
      go(`batches/${made.batch_id}`);
    } else {
      beginsExample = false;
      draw();
    }
  }

  function refilter(change) {
    Object.assign(filter, change);
    turnTo(0);
  }

  /** The address of the page says what is filtered, so that one comes back to it. */
  function remember() {
    const sort = filter.sort === NEWEST_FIRST ? '' : filter.sort;
    history.replaceState(null, '', pageAddress('batches', { ...filter, sort, offset }));
  }

  const row = batch => html`
    <tr>
      <td data-label="Batch"><a href=${`#/batches/${segment(batch.batch_id)}`}>${batch.batch_name}</a></td>
      <td data-label="Status">${standing(batch)}${batch.ended_reason ? html` <span class="quiet">${batch.ended_reason}</span>` : nothing}</td>
      <td data-label="Progress">${progress(batch)}${batch.waiting_for ? html`<span class="waits">Waits for: ${batch.waiting_for}</span>` : nothing}</td>
      <td data-label="Pace" class="number">${pace(batch)}</td>
      <td data-label="Created"><time datetime=${batch.created_at} title=${moment(batch.created_at)}>${ago(batch.created_at)}</time></td>
      ${mayChange ? html`<td data-label="Actions" class="row-actions">${actions(batch)}</td>` : nothing}
    </tr>`;

  function pace(batch) {
    if (batch.pending_count === 0) {
      return '–';
    }
    const rate = paces.get(batch.batch_id)?.rate;
    const left = batch.estimated_completion ? (new Date(batch.estimated_completion) - Date.now()) / 1000 : null;
    return html`${rate ? html`${number(Math.round(rate * 10) / 10)}/s` : '–'}${left > 0 ? html`<br>${span(left)} left` : nothing}`;
  }

  const actions = batch => html`
    ${batch.pending_count > 0
      ? html`
        ${pauseButton(batch, () => pauseOrResume(batch), batch.batch_name)}
        <button type="button" @click=${() => cancel(batch)} aria-label=${`Cancel ${batch.batch_name}`}>Cancel</button>`
      : nothing}
    ${batch.pending_count === 0 && batch.failed_count > 0
      ? html`<button type="button" @click=${() => retry(batch)} aria-label=${`Retry ${number(batch.failed_count)} failed of ${batch.batch_name}`}>Retry ${number(batch.failed_count)} failed</button>`
      : nothing}
    <button type="button" @click=${() => remove(batch)} aria-label=${`Delete ${batch.batch_name}`}>Delete</button>`;

  const nothingYet = () => html`
    <section class="welcome">
      <h2>No batches yet</h2>
      ${mayChange
        ? html`
          <p>Drop a list of places, and get each one back completed. Or look at a finished one first:</p>
          <p><button type="button" class="primary" ?disabled=${beginsExample} @click=${runExample}>Run the example list</button> <a class="button" href="#/new">New batch</a></p>`
        : html`<p>Making one needs a key with the scope batches:write.</p>`}
    </section>`;

  const isFiltered = () => filter.name !== '' || filter.status !== '';

  function table() {
    if (batches.length === 0) {
      return isFiltered() ? html`<p class="message quiet">No batch matches.</p>` : nothingYet();
    }
    return html`
      <table class="list">
        <thead><tr><th>Batch</th><th>Status</th><th>Progress</th><th class="number">Pace</th><th>Created</th>${mayChange ? html`<th>Actions</th>` : nothing}</tr></thead>
        <tbody>${repeat(batches.slice(0, PAGE), batch => batch.batch_id, row)}</tbody>
      </table>
      <p class="pages">
        ${offset > 0 ? html`<button type="button" @click=${() => turnTo(offset - PAGE)}>Previous</button>` : nothing}
        ${batches.length > PAGE ? html`<button type="button" @click=${() => turnTo(offset + PAGE)}>Next</button>` : nothing}
      </p>`;
  }

  function turnTo(next) {
    offset = Math.max(next, 0);
    remember();
    look();
  }

  function draw() {
    render(
      html`
        <div class="head">
          <h1>Batches</h1>
          ${mayChange
            ? html`
              <div class="actions">
                <button type="button" @click=${paused ? resume : pause}>${paused ? 'Resume all' : 'Pause all'}</button>
                <a class="button primary" href="#/new">New batch</a>
              </div>`
            : nothing}
        </div>
        ${paused ? html`<p class="message" role="status">Paused: batches are taken, but no more places are begun.</p>` : nothing}
        ${requests.problem ? trouble(requests.problem) : nothing}
        <form class="filters" role="search" @submit=${event => event.preventDefault()}>
          <label>Name <input type="search" .value=${filter.name} @input=${event => refilter({ name: event.target.value })}></label>
          <label>Status
            <select @change=${event => refilter({ status: event.target.value })}>
              <option value="">any</option>
              ${STATUSES.map(one => html`<option .selected=${one === filter.status}>${one}</option>`)}
            </select>
          </label>
          <label>Order
            <select @change=${event => refilter({ sort: event.target.value })}>
              ${SORTS.map(([value, name]) => html`<option value=${value} .selected=${value === filter.sort}>${name}</option>`)}
            </select>
          </label>
        </form>
        ${batches === null ? (requests.problem ? nothing : loading('batches')) : table()}`,
      main);
  }

  draw();
  return every(LOOK_EVERY, look);
}
