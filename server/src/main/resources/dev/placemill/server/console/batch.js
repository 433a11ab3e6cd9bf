// One batch: how far it is, what was found, where, and what to do about it.
import { html, nothing, render } from './lib/lit-html/lit-html.js';
import { segment } from './api.js';
import { asQuery, EVERYTHING, Overview } from './overview.js';
import { drawBars } from './bars.js';
import { announce, ask, askToDelete, loading, pauseButton, progress, standing, trouble } from './parts.js';
import { CONFIDENCES, count, moment, number, OUTCOMES, PAUSED, RESUMED, span, spaced } from './words.js';
import { PlaceTable } from './table.js';
import { PlacePanel } from './place.js';

/** While a batch runs, its places are read anew so often at most, and are not read most of the time. */
const READ_EVERY = 3_000;
const READ_AFTER_TIMES = 4;
/** Attributes that have a column at first, as far as the batch asks for them. */
const USUAL_COLUMNS = ['website', 'phone', 'opening_hours', 'categories'];
/** What the server takes at once. */
const MOST_DECISIONS = 10_000;
const FORMATS = [
  ['csv', 'CSV'], ['xlsx', 'Excel (.xlsx)'], ['geojson', 'GeoJSON'], ['geoparquet', 'GeoParquet'], ['ndjson', 'NDJSON'], ['json', 'JSON'],
];

export function open(main, { org, parts, query, go, expired, session }) {
  const [id] = parts;
  const route = `batches/${segment(id)}`;
  const filter = Object.fromEntries(Object.keys(EVERYTHING).map(key => [key, query.get(key) ?? '']));
  let colourBy = query.get('colour') || 'status';
  let columns = query.get('columns')?.split(',') ?? null;
  let batch = null;
  let overview = null;
  let shown = [];
  let problem = null;
  let fitted = false;
  let map = null;
  let events = null;
  let timer = null;
  let pause = READ_EVERY;
  let over = false;

  main.classList.add('batch-page');
  const head = main.appendChild(document.createElement('div'));
  const body = main.appendChild(document.createElement('div'));
  body.className = 'batch-body';
  body.innerHTML = '<div class="bars"></div><div class="map" role="application" aria-label="Map of the places"></div><div class="table"></div>';
  body.hidden = true;
  const [barsPlace, mapPlace, tablePlace] = body.children;
  const panel = new PlacePanel(main, { org, route, session, changed: elsewhere => (elsewhere ? read() : draw()), closed: () => select(null) });
  const table = new PlaceTable(tablePlace, choose);

  const runs = () => batch.pending_count > 0;

  async function begin() {
    try {
      batch = await org.get(route, { limit: 0 });
    } catch (refused) {
      return fail(refused);
    }
    document.title = `${batch.batch_name} · Placemill`;
    await read();
    follow();
    const place = query.get('place');
    const row = place && overview?.rows.find(one => overview.get(one, 'place_id') === place);
    if (row) {
      choose(row);
    }
  }

  function fail(refused) {
    if (refused.status === 401) {
      return expired();
    }
    problem = refused;
    draw();
  }

  /** Hears of every change, until the batch has ended. */
  function follow() {
    events?.close();
    if (!runs() || over) {
      return;
    }
    events = new EventSource(org.address(`${route}/events`));
    for (const type of ['progress', 'completed', 'partial', 'failed'].map(name => `batch.${name}`)) {
      events.addEventListener(type, event => news(JSON.parse(event.data)));
    }
  }

  function news(now) {
    const ended = runs() && now.pending_count === 0;
    batch = now;
    if (ended) {
      events.close();
      announce(`The batch is ${batch.status}: ${count(batch.completed_count, 'place')} completed, ${number(batch.failed_count)} failed.`);
    }
    drawHead();
    if (ended) {
      read();
    } else {
      timer ??= setTimeout(read, pause);
    }
  }

  /** Reads the places anew, and what is shown of them. */
  async function read() {
    clearTimeout(timer);
    timer = null;
    const begin = performance.now();
    try {
      const wanted = columns ?? USUAL_COLUMNS;
      overview = new Overview(await org.get(`${route}/overview`, { values: wanted.join(',') }));
      columns ??= USUAL_COLUMNS.filter(name => overview.attributes.includes(name));
      problem = null;
    } catch (refused) {
      return fail(refused);
    }
    pause = Math.max(READ_EVERY, READ_AFTER_TIMES * (performance.now() - begin));
    if (over) {
      return;
    }
    draw();
  }

  function refilter(change) {
    Object.assign(filter, change);
    remember();
    draw();
  }

  /** The address of the page says what is filtered, so that it can be sent to somebody. */
  function remember(place) {
    const words = new URLSearchParams(Object.entries({ ...filter, colour: colourBy === 'status' ? '' : colourBy, place: place ?? '' }).filter(([, value]) => value));
    history.replaceState(null, '', `#/batches/${segment(id)}${words.size ? `?${words}` : ''}`);
  }

  function choose(row) {
    select(row);
    const passing = overview.passing(filter);
    panel.open(overview, row, passing, next => choose(next));
    remember(overview.get(row, 'place_id'));
  }

  function select(row) {
    table.select(row);
    map?.select(row);
    if (row === null) {
      remember();
    }
  }

  async function act(work, said) {
    try {
      const answer = await work();
      announce(said);
      batch = await org.get(route, { limit: 0 });
      await read();
      follow();
      return answer;
    } catch (refused) {
      fail(refused);
    }
  }

  const cancel = () => act(() => org.post(`${route}/cancel`), 'Cancelled.');
  const pauseOrResume = () => act(
    () => org.post(`${route}/${batch.paused_at ? 'resume' : 'pause'}`),
    batch.paused_at ? RESUMED : PAUSED);

  /** All that pass, not only those in view. */
  async function reprocess() {
    const sure = shown.length === 1 || await ask({
      title: `Try ${count(shown.length, 'place')} again?`,
      text: 'Until a place has ended anew it is pending. Decisions stay.',
      action: `Try ${number(shown.length)} again`,
    });
    if (sure) {
      await act(() => org.post(`${route}/reprocess`, undefined, { query: asQuery({ ...filter, status: filter.status || 'completed,failed' }) }),
        `${count(shown.length, 'place')} tried again.`);
    }
  }

  async function decideAll(verdict, word) {
    const decided = shown.filter(row => overview.outcome(row, filter.attribute) && overview.value(row, filter.attribute) !== null);
    const sure = await ask({
      title: `${word} the ${spaced(filter.attribute)} of ${count(decided.length, 'place')}?`,
      text: 'Each decision can be taken back one by one.',
      action: `${word} ${number(decided.length)}`,
    });
    if (sure) {
      const decisions = decided.map(row => ({ place_id: overview.get(row, 'place_id'), attribute: filter.attribute, verdict }));
      await act(async () => {
        for (let from = 0; from < decisions.length; from += MOST_DECISIONS) {
          await org.put(`${route}/decisions`, { decisions: decisions.slice(from, from + MOST_DECISIONS) });
        }
      }, `${word}ed.`);
    }
  }

  async function remove() {
    if (await askToDelete(batch)) {
      try {
        await org.delete(route);
        go('batches');
      } catch (refused) {
        fail(refused);
      }
    }
  }

  function choice(label, key, values, word = spaced) {
    return html`
      <label>${label}
        <select @change=${event => refilter({ [key]: event.target.value })}>
          <option value="" ?selected=${filter[key] === ''}>any</option>
          ${values.map(value => html`<option value=${value} ?selected=${filter[key] === value}>${word(value)}</option>`)}
        </select>
      </label>`;
  }

  const filters = () => html`
    <form class="filters" role="search" aria-label="Places" @submit=${event => event.preventDefault()}>
      <label>Search <input type="search" .value=${filter.text} @input=${event => refilter({ text: event.target.value })}></label>
      ${choice('Status', 'status', ['completed', 'failed', 'pending'])}
      <label>Attribute
        <select @change=${event => chooseAttribute(event.target.value)}>
          <option value="" ?selected=${filter.attribute === ''}>any</option>
          ${overview.attributes.map(name => html`<option value=${name} ?selected=${filter.attribute === name}>${spaced(name)}</option>`)}
        </select>
      </label>
      ${filter.attribute
        ? html`<label>Value contains <input type="search" .value=${filter.value} @input=${event => refilter({ value: event.target.value })}></label>`
        : nothing}
      ${choice('Outcome', 'outcome', OUTCOMES)}
      ${choice('Confidence', 'confidence', CONFIDENCES, word => spaced(word).toLowerCase())}
      ${choice('Decided', 'decided', ['yes', 'no'])}
      ${choice('Duplicate', 'duplicate', ['yes', 'no'])}
      ${choice('Error', 'error', overview.errors())}
      <label>Metres apart <input type="number" min="0" step="10" placeholder="any" .value=${filter.apart} @input=${event => refilter({ apart: event.target.value })}></label>
      <label>Colour
        <select @change=${event => { colourBy = event.target.value; remember(); draw(); }}>
          ${['status', 'distance', ...overview.attributes].map(name => html`<option value=${name} ?selected=${colourBy === name}>${spaced(name)}</option>`)}
        </select>
      </label>
      <button type="button" @click=${() => refilter({ ...EVERYTHING })}>Clear</button>
    </form>`;

  /** An attribute that is looked at gets a column. */
  function chooseAttribute(name) {
    Object.assign(filter, { attribute: name, value: '' });
    colourBy = name || 'status';
    if (name && !columns.includes(name)) {
      columns = [name, ...columns].slice(0, 5);
      remember();
      read();
    } else {
      refilter({});
    }
  }

  const actions = () => html`
    <div class="actions">
      <strong aria-live="polite">${count(shown.length, 'place')}</strong>
      <button type="button" ?disabled=${runs() || shown.length === 0} @click=${reprocess}>Retry ${number(shown.length)}${filter.status === 'failed' ? ' failed' : ''}</button>
      ${filter.attribute && columns.includes(filter.attribute)
        ? html`
          <button type="button" ?disabled=${shown.length === 0} @click=${() => decideAll('accept', 'Accept')}>Accept all</button>
          <button type="button" ?disabled=${shown.length === 0} @click=${() => decideAll('reject', 'Reject')}>Reject all</button>`
        : nothing}
      <details class="menu">
        <summary class="button">Export ${number(shown.length)}</summary>
        <ul>
          ${FORMATS.map(([format, name]) => html`<li><a download href=${org.address(`${route}/results`, { ...asQuery(filter), format })}>${name}</a></li>`)}
          <li><a download href=${org.address(`${route}/results`, { ...asQuery(filter), format: 'csv', csv: 'excel' })}>CSV for Excel</a></li>
        </ul>
      </details>
    </div>`;

  function drawHead() {
    const left = batch?.estimated_completion ? (new Date(batch.estimated_completion) - Date.now()) / 1000 : null;
    render(
      html`
        <p class="crumbs"><a href="#/batches">Batches</a></p>
        <div class="head">
          <h1>${batch ? batch.batch_name : 'Batch'}</h1>
          ${batch
            ? html`
              <div class="actions">
                ${runs() ? html`${pauseButton(batch, pauseOrResume)} <button type="button" @click=${cancel}>Cancel</button>` : nothing}
                <button type="button" @click=${remove}>Delete</button>
              </div>`
            : nothing}
        </div>
        ${problem ? trouble(problem) : nothing}
        ${batch
          ? html`
            <p class="state">${standing(batch)} ${progress(batch)}
              ${runs() && left > 0 ? html`<span>${span(left)} left</span>` : nothing}
              ${batch.waiting_for ? html`<span class="waits">Waits for: ${batch.waiting_for}</span>` : nothing}
              ${batch.paused_at ? html`<span class="waits">${PAUSED} Its time limit stands still, and its running place is for other batches.</span>` : nothing}
              ${batch.ended_reason ? html`<span class="waits">Ended early: ${spaced(batch.ended_reason)}</span>` : nothing}
              <span class="quiet">created ${moment(batch.created_at)}</span></p>`
          : nothing}
        ${overview ? html`${filters()} ${actions()}` : problem ? nothing : loading('the batch')}`,
      head);
  }

  async function drawMap() {
    if (map === null) {
      const { PlaceMap } = await import('./map.js');
      if (over || map !== null) {
        return;
      }
      map = new PlaceMap(mapPlace, session.tiles, choose);
    }
    map.show(overview, shown, colourBy, !fitted);
    fitted = true;
  }

  function draw() {
    if (overview !== null) {
      shown = overview.passing(filter);
      body.hidden = false;
    }
    drawHead();
    if (overview !== null) {
      drawBars(barsPlace, overview.counts(shown), filter.attribute, chooseAttribute);
      table.show(overview, shown, columns);
      drawMap();
    }
  }

  drawHead();
  begin();
  return () => {
    over = true;
    events?.close();
    clearTimeout(timer);
    panel.close();
    map?.close();
  };
}
