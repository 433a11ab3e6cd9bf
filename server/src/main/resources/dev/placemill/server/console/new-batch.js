// From a file to a batch: choose it, see how it is read and what would happen, start.
import { html, nothing, render } from './lib/lit-html/lit-html.js';
import { exampleList, segment } from './api.js';
import { announce, sending, trouble } from './parts.js';
import { bytes, count, number, span } from './words.js';

const TYPES = {
  csv: 'text/csv',
  tsv: 'text/csv',
  txt: 'text/csv',
  ndjson: 'application/x-ndjson',
  jsonl: 'application/x-ndjson',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  geojson: 'application/geo+json',
  json: 'application/geo+json',
};

/** What a column can be read as, in the server's names. */
const FIELDS = [
  'id', 'name', 'latitude', 'longitude', 'address', 'street', 'house', 'city', 'state', 'postal_code', 'country', 'country_code',
  'category', 'website', 'phone', 'email', 'brand', 'opening_hours',
];

const TRIED_FIRST = 10;

const EFFECTS = {
  refused: 'cannot be taken',
  left_out: 'left out',
  failed: 'taken, but will fail',
  noted: 'taken',
};

const SETS = [['all', 'everything'], ['core', 'what a listing shows'], ['open_closed', 'open or closed']];

export function open(main, { org, session, go, expired }) {
  let file = null;
  let name = '';
  let attributes = 'all';
  let skip = false;
  /** Of a workbook, where the person chose another one than the server. */
  let sheet = '';
  /** Field to column, where the person chose otherwise than the server. */
  let chosen = new Map();
  let plan = null;
  let problem = null;
  /** What is being done with the file, and how much of it has been sent; or null. */
  let busy = null;
  let asked;
  let gone = false;

  function options(more = {}) {
    return {
      column: [...chosen].map(([field, column]) => `${field}=${column}`),
      sheet,
      on_invalid: skip ? 'skip' : 'reject',
      attribute_set: attributes,
      max_places: session.limits.max_jobs,
      ...more,
    };
  }

  /**
   * Sends the file, as a dry run or in earnest.
   *
   * @param words what the server does once it has the file
   * @param stores whether that cannot be given up then
   * @returns the answer, or null when it was given up or refused
   */
  async function upload(words, query, stores) {
    asked?.abort();
    const mine = new AbortController();
    asked = mine;
    busy = { words, sent: 0, total: file.size, cancel: () => mine.abort() };
    problem = null;
    draw();
    try {
      const answer = await org.upload('batches', {
        query, file, type: typeOf(file), signal: mine.signal,
        sent: (sent, total) => {
          if (asked === mine) {
            busy = { ...busy, sent, total, cancel: sent === total && stores ? null : busy.cancel };
            draw();
          }
        },
      });
      return asked === mine && !gone ? answer : null;
    } catch (refused) {
      if (asked !== mine || gone) {
        return null;
      }
      busy = null;
      if (refused.name === 'AbortError') {
        announce('Given up; nothing was stored.');
        draw();
      } else {
        refuse(refused);
      }
      return null;
    }
  }

  async function look() {
    const answer = await upload('Reading the file', options({ dry_run: 'true' }), false);
    if (answer) {
      plan = answer;
      busy = null;
      announce(`${count(plan.rows, 'row')} read.`);
      draw();
    }
  }

  function refuse(refused) {
    busy = null;
    if (refused.status === 401) {
      expired();
      return;
    }
    problem = refused;
    draw();
  }

  async function start(first) {
    const named = options({ batch_name: first ? `${name} (first ${first})` : name, first });
    const batch = await upload('Storing the list', named, true);
    if (batch) {
      go(batch.upload.batch_ids.length > 1 ? 'batches' : `batches/${segment(batch.batch_id)}`);
    }
  }

  function choose(given) {
    if (!given) {
      return;
    }
    file = given;
    name = given.name.replace(/\.[^.]*$/, '');
    chosen = new Map();
    sheet = '';
    plan = null;
    if (!typeOf(file)) {
      problem = new Error(`${file.name} is none of CSV, NDJSON, xlsx or GeoJSON.`);
      draw();
    } else if (file.size > session.limits.max_upload_bytes) {
      problem = new Error(`${file.name} has ${bytes(file.size)}; this server takes ${bytes(session.limits.max_upload_bytes)} at once. Send it in parts, or raise http.max-upload.`);
      draw();
    } else {
      look();
    }
  }

  async function chooseExample() {
    try {
      choose(await exampleList());
    } catch (refused) {
      refuse(refused);
    }
  }

  /** Reads a column as another field, or as none. */
  function map(column, field) {
    const before = fieldOf(column);
    if (before) {
      chosen.set(before, '');
    }
    if (field) {
      chosen.set(field, column);
    }
    look();
  }

  const fieldOf = column => Object.entries(plan.table.columns).find(([, one]) => one === column)?.[0] ?? '';

  const drop = event => {
    event.preventDefault();
    event.currentTarget.classList.remove('over');
    choose(event.dataTransfer.files[0]);
  };
  const over = event => {
    event.preventDefault();
    event.currentTarget.classList.add('over');
  };

  const chooser = () => html`
    <section class="drop" @drop=${drop} @dragover=${over} @dragleave=${event => event.currentTarget.classList.remove('over')}>
      <p><label class="button primary" for="file">Choose a file</label> or drop it here</p>
      <input id="file" class="unseen" type="file" accept=".csv,.tsv,.txt,.ndjson,.jsonl,.xlsx,.geojson,.json" @change=${event => choose(event.target.files[0])}>
      <p class="quiet">CSV, Excel (.xlsx), GeoJSON or NDJSON, up to ${bytes(session.limits.max_upload_bytes)}.
        It goes to this server and nowhere else.</p>
      ${file ? html`<p><strong>${file.name}</strong>, ${bytes(file.size)}</p>`
        : html`<p><button type="button" class="plain" @click=${chooseExample}>Or take the example list of 42 stores</button></p>`}
    </section>`;

  const preview = () => html`
    <section aria-labelledby="mapping">
      <h2 id="mapping">How it is read</h2>
      ${plan.table.missing.length > 0 ? html`<p class="message bad">Choose which column is the ${plan.table.missing.join(', and which the ')}.</p>` : nothing}
      ${plan.table.sheets?.length > 1 ? sheetChoice() : nothing}
      <div class="scroll" tabindex="0" role="region" aria-label="First rows">
        <table class="preview">
          <thead>
            <tr>${plan.table.headers.map(column => html`<th>${column}</th>`)}</tr>
            <tr>${plan.table.headers.map(column => html`<td class=${fieldOf(column) ? 'read' : 'unread'}>${fieldChoice(column)}</td>`)}</tr>
          </thead>
          <tbody>${plan.table.sample.map(row => html`<tr>${row.map(cell => html`<td>${cell}</td>`)}</tr>`)}</tbody>
        </table>
      </div>
    </section>`;

  const sheetChoice = () => html`
    <p><label>Sheet
      <select @change=${event => { sheet = event.target.value; chosen = new Map(); look(); }}>
        ${plan.table.sheets.map(one => html`<option ?selected=${one === plan.table.sheet}>${one}</option>`)}
      </select>
    </label></p>`;

  const fieldChoice = column => {
    const now = fieldOf(column);
    return html`
      <select aria-label=${`${column} is read as`} @change=${event => map(column, event.target.value)}>
        <option value="" ?selected=${now === ''}>not read</option>
        ${FIELDS.map(field => html`<option value=${field} ?selected=${field === now}>${field.replace('_', ' ')}</option>`)}
      </select>`;
  };

  const problems = () => html`
    <section aria-labelledby="problems">
      <h2 id="problems">${plan.problems.length === 0 ? 'No problems' : 'Problems'}</h2>
      ${plan.problems.map(one => html`
        <details class="cause ${one.effect}">
          <summary><strong>${number(one.count)}</strong> ${one.message} <span class="quiet">(${EFFECTS[one.effect]})</span></summary>
          <ul>${one.examples.map(example => html`<li>Row ${number(example.row)}${example.column ? html`, column ${example.column}` : nothing}: ${example.detail}</li>`)}</ul>
        </details>`)}
      ${plan.problems.some(one => one.effect === 'refused') || skip
        ? html`<p><label><input type="checkbox" .checked=${skip} @change=${event => { skip = event.target.checked; look(); }}>
            Pass over the rows that cannot be taken</label></p>`
        : nothing}
    </section>`;

  const forecast = () => html`
    <dl class="figures">
      <div><dt>Rows</dt><dd>${number(plan.rows)}</dd></div>
      <div><dt>Places</dt><dd>${number(plan.places)}</dd></div>
      ${plan.batches > 1 ? html`<div><dt>Batches</dt><dd>${number(plan.batches)}</dd></div>` : nothing}
      <div><dt>The same twice</dt><dd>${number(plan.duplicates.count)}</dd></div>
      <div><dt>Requests to others, at most</dt><dd>${number(plan.calls.total)}</dd></div>
      <div><dt>Answered from what is kept</dt><dd>${number(plan.cache_hits.total)}</dd></div>
      <div><dt>Time</dt><dd title=${plan.estimated_from}>${plan.estimated_seconds === null ? 'not known yet' : span(plan.estimated_seconds)}</dd></div>
    </dl>`;

  const starting = () => html`
    <form class="start" @submit=${event => { event.preventDefault(); start(); }}>
      <label>Name <input name="name" required maxlength="200" .value=${name} @input=${event => { name = event.target.value; }}></label>
      <label>Fill in
        <select @change=${event => { attributes = event.target.value; look(); }}>
          ${SETS.map(([value, words]) => html`<option value=${value} ?selected=${value === attributes}>${words}</option>`)}
        </select>
      </label>
      <div class="actions">
        ${plan.rows > TRIED_FIRST
          ? html`<button type="button" ?disabled=${!plan.accepted || busy !== null} @click=${() => start(TRIED_FIRST)}>Try the first ${TRIED_FIRST}</button>`
          : nothing}
        <button class="primary" ?disabled=${!plan.accepted || busy !== null}>Start ${count(plan.places, 'place')}</button>
      </div>
      ${plan.accepted || plan.table?.missing.length > 0 ? nothing : html`<p class="message bad">As it is, the list is refused: mend the rows named above, or pass them over.</p>`}
    </form>`;

  function draw() {
    render(
      html`
        <h1>New batch</h1>
        ${chooser()}
        ${problem ? trouble(problem) : nothing}
        ${busy ? sending(busy) : nothing}
        ${plan ? html`${forecast()} ${plan.table ? preview() : nothing} ${problems()} ${starting()}` : nothing}`,
      main);
  }

  draw();
  return () => {
    gone = true;
    busy?.cancel?.();
  };
}

const typeOf = file => TYPES[file.name.split('.').pop().toLowerCase()];
