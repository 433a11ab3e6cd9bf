// The datasets that places are recognised in, and bringing in more of them.
import { html, nothing, render } from './lib/lit-html/lit-html.js';
import { repeat } from './lib/lit-html/directives/repeat.js';
import { segment } from './api.js';
import { ask, askAndSend } from './dialogs.js';
import { every, loading, sending, taken, trouble } from './parts.js';
import { Requests } from './requests.js';
import { ago, bytes, count, moment, number, share } from './words.js';

const LOOK_EVERY = 2_000;
const DAY = 86_400_000;
/** From then on the data of a region is likely to be behind the places in it. */
const OLD_AFTER_DAYS = 365;

export function open(main, { org, session, expired }) {
  let data = null;
  let imports = [];
  const requests = new Requests({ expired }, () => draw());
  let busy = null;
  const mayImport = session.scopes.includes('admin');

  const look = () => requests.read(
    () => Promise.all([org.get('datasets'), mayImport ? org.get('datasets/imports') : { items: [] }]),
    ([datasets, running]) => {
      data = datasets;
      imports = running.items;
    });

  const act = (work, said) => requests.act(work, said, look);

  async function upload(file) {
    if (!file) {
      return;
    }
    const asked = new AbortController();
    busy = { words: 'Beginning the import', sent: 0, total: file.size, cancel: () => asked.abort() };
    draw();
    await act(
      () => org.upload('datasets/imports', {
        query: { file: file.name }, file, type: 'application/octet-stream', signal: asked.signal,
        sent: (sent, total) => {
          busy = { ...busy, sent, total, cancel: sent === total ? null : busy.cancel };
          draw();
        },
      }),
      'The import has begun.');
    busy = null;
    draw();
  }

  const fromPath = () => act(
    () => askAndSend({
      title: 'Import a file of the server',
      text: 'A path below the directory that the setting reference.import-directory names.',
      action: 'Import',
      fields: html`<label>Path <input name="path" required spellcheck="false"></label>`,
      send: form => org.post('datasets/imports', { path: form.get('path') }),
    }),
    'The import has begun.');

  async function drop(dataset) {
    const sure = await ask({
      title: `Drop “${dataset.dataset}”?`,
      text: `Its ${count(dataset.places, 'place')} are no longer searched, by any organization. Results that are there stay as they are.`,
      action: 'Drop',
      danger: true,
    });
    if (sure) {
      await act(() => org.delete(`datasets/${segment(dataset.dataset)}`), 'Dropped.');
    }
  }

  const isOld = dataset => dataset.date && (Date.now() - new Date(dataset.date)) / DAY > OLD_AFTER_DAYS;

  const row = one => html`
    <tr>
      <td data-label="Dataset"><strong>${one.dataset}</strong><br><span class="quiet">${one.file}</span>
        ${one.searched ? nothing : html`<br><span class="badge failed">not searched: import it again</span>`}</td>
      <td data-label="Format">${one.format}</td>
      <td data-label="Places" class="number">${number(one.places)}</td>
      <td data-label="Version">${one.version ?? '–'}</td>
      <td data-label="Licence">${one.licence ?? '–'}</td>
      <td data-label="Data of">${one.date ?? '–'}${isOld(one) ? html` <span class="badge partial">old</span>` : nothing}</td>
      <td data-label="Imported"><time datetime=${one.imported_at} title=${moment(one.imported_at)}>${ago(one.imported_at)}</time></td>
      <td data-label="Size" class="number">${bytes(one.bytes)}</td>
      ${mayImport ? html`<td data-label="Actions" class="row-actions"><button type="button" aria-label=${`Drop ${one.dataset}`} @click=${() => drop(one)}>Drop</button></td>` : nothing}
    </tr>`;

  const running = one => html`
    <li>
      <strong>${one.dataset}</strong> from ${one.file}:
      ${one.state === 'running'
        ? html`<span class="progress"><progress max="1" .value=${one.share} aria-label=${`Import of ${one.dataset}`}></progress> ${share(one.share, 1)}, ${count(one.places, 'place')}</span>`
        : one.state === 'completed' ? html`<span class="badge completed">completed</span> ${count(one.places, 'place')}, ${ago(one.ended_at)}`
          : html`<span class="badge failed">failed</span> ${one.problem}`}
      ${one.left_out?.length ? html`<span class="quiet">Left out: ${one.left_out.join(', ')}.</span>` : nothing}
    </li>`;

  function draw() {
    render(
      html`
        <div class="head">
          <h1>Reference data</h1>
          ${mayImport
            ? html`
              <div class="actions">
                <label class="button primary" for="reference-file">Import a file</label>
                <input id="reference-file" class="unseen" type="file" accept=".pbf,.parquet,.geojson,.json,.csv" @change=${event => upload(taken(event.target))}>
                ${data?.path_imports ? html`<button type="button" @click=${fromPath}>From a path</button>` : nothing}
              </div>`
            : nothing}
        </div>
        <p class="quiet">OpenStreetMap (.osm.pbf), Parquet of Overture Maps or Foursquare, GeoJSON and CSV.${mayImport ? nothing : ' Importing needs a key with the scope admin.'}</p>
        ${requests.problem ? trouble(requests.problem) : nothing}
        ${busy ? sending(busy) : nothing}
        ${imports.length ? html`<h2>Imports</h2><ul class="imports">${repeat(imports, one => one.import_id, running)}</ul>` : nothing}
        ${data === null ? (requests.problem ? nothing : loading('datasets')) : table()}`,
      main);
  }

  const table = () => data.items.length === 0
    ? html`
      <section class="welcome">
        <h2>No datasets yet</h2>
        <p>Brands, countries, cities and time zones are known without any. Phones, opening hours and single shops come from data of your region.</p>
      </section>`
    : html`
      <table class="list">
        <thead><tr><th>Dataset</th><th>Format</th><th class="number">Places</th><th>Version</th><th>Licence</th><th>Data of</th><th>Imported</th><th class="number">Size</th>${mayImport ? html`<th>Actions</th>` : nothing}</tr></thead>
        <tbody>${repeat(data.items, one => one.dataset, row)}</tbody>
      </table>`;

  draw();
  return every(LOOK_EVERY, look);
}
