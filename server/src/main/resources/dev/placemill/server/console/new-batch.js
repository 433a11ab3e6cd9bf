// From a file to a batch: choose it, see how it is read and what would happen, start.
import { html, nothing, render } from './lib/lit-html/lit-html.js';
import { exampleList, segment } from './api.js';
import { announce, sending, taken, trouble } from './parts.js';
import { problems } from './problems.js';
import { reading } from './reading.js';
import { note, take } from './trial.js';
import { bytes, count, number, span } from './words.js';

const CSV = 'text/csv';
const EXCEL = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const TYPES = {
  csv: CSV,
  tsv: CSV,
  txt: CSV,
  ndjson: 'application/x-ndjson',
  jsonl: 'application/x-ndjson',
  xlsx: EXCEL,
  geojson: 'application/geo+json',
  json: 'application/geo+json',
};

const TRIED_FIRST = 10;

/** The list at hand when a session ended, and whose it is: they go on with it when they have signed in anew. */
let interrupted = null;

const DRAGS = ['dragover', 'dragleave', 'drop'];

const SETS = [['all', 'everything'], ['core', 'what a listing shows'], ['open_closed', 'open or closed']];

/**
 * A file and what a person chose of it.
 *
 * `chosen` has by field the column it is read from; `sheet`, `header` and `charset` are empty unless the server is to read it otherwise than it
 * would; `skips` has the causes whose rows are passed over.
 */
const listOf = (file, attributes) => ({
  file,
  name: file.name.replace(/\.[^.]*$/, ''),
  attributes,
  type: TYPES[file.name.split('.').pop().toLowerCase()],
  hasHeaders: [CSV, EXCEL].includes(TYPES[file.name.split('.').pop().toLowerCase()]),
  chosen: new Map(),
  sheet: '',
  header: '',
  charset: '',
  skips: new Set(),
});

/** What the header `Content-Type` says of a list. */
const contentType = ({ type, charset, header }) =>
  [type, charset && `charset=${charset}`, header && `header=${header}`].filter(Boolean).join('; ');

export function open(main, { org, session, go, expired }) {
  let list = null;
  let plan = null;
  let problem = null;
  /** What is being done with the file, and how much of it has been sent; or null. */
  let busy = null;
  let asked;
  let gone = false;

  function options(more = {}) {
    return {
      column: [...list.chosen].map(([field, column]) => `${field}=${column}`),
      sheet: list.sheet,
      skip: [...list.skips],
      attribute_set: list.attributes,
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
    busy = { words, sent: 0, total: list.file.size, cancel: () => mine.abort() };
    problem = null;
    draw();
    try {
      const answer = await org.upload('batches', {
        query, file: list.file, type: contentType(list), signal: mine.signal,
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
      interrupted = list && { list, organization: session.organization };
      expired();
      return;
    }
    problem = refused;
    draw();
  }

  async function start(first) {
    const named = options({ batch_name: first ? `${list.name} (first ${first})` : list.name, first });
    const batch = await upload('Storing the list', named, true);
    if (batch) {
      if (first) {
        note(batch.batch_id, list);
      }
      go(batch.upload.batch_ids.length > 1 ? 'batches' : `batches/${segment(batch.batch_id)}`);
    }
  }

  function choose(file) {
    if (!file) {
      return;
    }
    asked?.abort();
    busy = null;
    list = listOf(file, list?.attributes ?? SETS[0][0]);
    plan = null;
    if (!list.type) {
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

  function change(changed) {
    Object.assign(list, changed);
    look();
  }

  function skip(codes, isSkipped) {
    codes.forEach(code => list.skips[isSkipped ? 'add' : 'delete'](code));
    look();
  }

  /** A file may be dropped anywhere: the browser would leave the page for one that misses the field. */
  function drag(event) {
    if (!event.dataTransfer.types.includes('Files')) {
      return;
    }
    event.preventDefault();
    main.querySelector('.drop').classList.toggle('over', event.type === 'dragover');
    if (event.type === 'drop') {
      choose(event.dataTransfer.files[0]);
    }
  }

  const chooser = () => html`
    <section class="drop">
      <p><label class="button primary" for="file">Choose a file</label> or drop it here</p>
      <input id="file" class="unseen" type="file" accept=".csv,.tsv,.txt,.ndjson,.jsonl,.xlsx,.geojson,.json" @change=${event => choose(taken(event.target))}>
      <p class="quiet">CSV, Excel (.xlsx), GeoJSON or NDJSON, up to ${bytes(session.limits.max_upload_bytes)}.
        It goes to this server and nowhere else.</p>
      ${list ? html`<p><strong>${list.file.name}</strong>, ${bytes(list.file.size)}</p>`
        : html`<p><button type="button" class="plain" @click=${chooseExample}>Or take the example list of 42 stores</button></p>`}
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
      <label>Name <input name="name" required maxlength="200" .value=${list.name} @input=${event => { list.name = event.target.value; }}></label>
      <label>Fill in
        <select @change=${event => change({ attributes: event.target.value })}>
          ${SETS.map(([value, words]) => html`<option value=${value} .selected=${value === list.attributes}>${words}</option>`)}
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
        ${plan ? html`${forecast()} ${plan.table ? reading(plan.table, list, change) : nothing} ${problems(plan, list.skips, skip)} ${starting()}` : nothing}`,
      main);
  }

  DRAGS.forEach(type => document.addEventListener(type, drag));
  list = take();
  if (list) {
    start();
  } else if (interrupted?.organization === session.organization) {
    list = interrupted.list;
    look();
  } else {
    draw();
  }
  interrupted = null;
  return () => {
    gone = true;
    DRAGS.forEach(type => document.removeEventListener(type, drag));
    busy?.cancel?.();
  };
}
