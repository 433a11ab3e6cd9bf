// One batch: how far it is, what was found, where, and what to do about it.
import { html, nothing, render } from './lib/lit-html/lit-html.js';
import { pageAddress, segment } from './api.js';
import { asQuery, EVERYTHING, Overview } from './overview.js';
import { drawBars } from './bars.js';
import { decisionOn, Decisions } from './decisions.js';
import { ask, askToDelete } from './dialogs.js';
import { filters } from './filters.js';
import { follow, isOlder } from './follow.js';
import { legend } from './legend.js';
import { announce, keepFocus, loading, pauseButton, progress, standing, trouble } from './parts.js';
import { isTrial, want } from './trial.js';
import { count, moment, number, PAUSED, RESUMED, span, spaced } from './words.js';
import { PlaceTable } from './table.js';
import { PlacePanel } from './place.js';

/** While a batch runs, its places are read anew so often at most, and are not read most of the time. */
const READ_EVERY = 3_000;
const READ_AFTER_TIMES = 4;
/** Attributes that have a column at first, as far as the batch asks for them. */
const USUAL_COLUMNS = ['website', 'phone', 'opening_hours', 'categories'];
const FORMATS = [
  ['csv', 'CSV'], ['xlsx', 'Excel (.xlsx)'], ['geojson', 'GeoJSON'], ['geoparquet', 'GeoParquet'], ['ndjson', 'NDJSON'], ['json', 'JSON'],
];

/** A menu closes with Escape, and when something of it was chosen. */
function closeMenu(event) {
  const menu = event.currentTarget.closest('details');
  if (event.type === 'click' || (event.key === 'Escape' && menu.open)) {
    menu.open = false;
    menu.querySelector('summary').focus();
  }
}

export function open(main, { org, parts, query, go, expired, session }) {
  const [id] = parts;
  const route = `batches/${segment(id)}`;
  const mayChange = session.scopes.includes('batches:write');
  const decisions = new Decisions(org, route);
  const filter = Object.fromEntries(Object.keys(EVERYTHING).map(key => [key, query.get(key) ?? '']));
  let colourBy = query.get('colour') || 'status';
  let columns = null;
  let batch = null;
  let overview = null;
  let shown = [];
  /** Why what a person wanted could not be done; and why what is shown could not be read. */
  let problem = null;
  let unread = null;
  let reads = 0;
  let fitted = false;
  const mapModule = import('./map.js');
  let map = null;
  let marked = null;
  let unfollow = null;
  let timer = null;
  let pause = READ_EVERY;
  let over = false;

  main.classList.add('batch-page');
  const head = main.appendChild(document.createElement('div'));
  const body = main.appendChild(document.createElement('div'));
  body.className = 'batch-body';
  body.innerHTML = '<div class="bars"></div><div class="map-side"><div class="map" role="application" aria-label="Map of the places"></div><div class="map-legend"></div></div><div class="table"></div>';
  body.hidden = true;
  const [barsPlace, , tablePlace] = body.children;
  const [mapPlace, legendPlace] = body.querySelectorAll('.map, .map-legend');
  const panel = new PlacePanel(main, {
    org, route, decisions, session, expired, go: row => show(row, null), closed,
    changed: elsewhere => (elsewhere ? read() : draw()),
  });
  const table = new PlaceTable(tablePlace, choose, mark);

  const runs = () => batch.pending_count > 0;

  async function begin() {
    try {
      [batch] = await Promise.all([org.get(route, { limit: 0 }), read()]);
    } catch (refused) {
      return fail(refused);
    }
    document.title = `${batch.batch_name} · Placemill`;
    drawHead();
    // The places may have been read just before the last of them ended.
    if (!runs() && overview?.isPending()) {
      await read();
    }
    listen();
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

  /** What is shown stays when it could not be read anew. */
  function miss(refused) {
    if (refused.status === 401) {
      return expired();
    }
    unread = refused;
    drawHead();
  }

  /** Hears of every change, until the batch has ended. */
  function listen() {
    unfollow?.();
    unfollow = runs() && !over ? follow(org.address(`${route}/events`), stand, news) : null;
  }

  async function stand() {
    try {
      return await org.get(route, { limit: 0 });
    } catch (refused) {
      miss(refused);
      return null;
    }
  }

  function news(now) {
    if (over || isOlder(now, batch)) {
      return;
    }
    const [ended, changed] = [runs() && now.pending_count === 0, now.updated_at !== batch.updated_at];
    batch = now;
    unread = null;
    if (ended) {
      unfollow?.();
      announce(`The batch is ${batch.status}: ${count(batch.completed_count, 'place')} completed, ${number(batch.failed_count)} failed.`);
    }
    drawHead();
    if (ended) {
      read();
    } else if (changed) {
      timer ??= setTimeout(read, pause);
    }
  }

  /** Reads the places anew, and what is shown of them. */
  async function read() {
    clearTimeout(timer);
    timer = null;
    const mine = ++reads;
    const begin = performance.now();
    const wanted = columns ?? [...new Set([filter.attribute, ...USUAL_COLUMNS])].filter(name => name !== '');
    let answer;
    try {
      answer = await org.get(`${route}/overview`, { values: wanted.join(',') });
    } catch (refused) {
      return mine === reads && !over ? miss(refused) : undefined;
    }
    if (mine !== reads || over) {
      return;
    }
    overview = new Overview(answer);
    columns ??= wanted.filter(name => overview.attributes.includes(name));
    unread = null;
    pause = Math.max(READ_EVERY, READ_AFTER_TIMES * (performance.now() - begin));
    draw();
    panel.renew(overview);
  }

  function refilter(change) {
    Object.assign(filter, change);
    remember();
    draw();
  }

  /** The address of the page says what is filtered, so that it can be sent to somebody. */
  function remember(place) {
    history.replaceState(null, '', pageAddress(route, { ...filter, colour: colourBy === 'status' ? '' : colourBy, place }));
  }

  /** Opens a place, to go on from there through all that pass. */
  function choose(row) {
    show(row, shown);
  }

  function show(row, rows) {
    select(row);
    panel.open(overview, row, rows, one => overview.asked(one, filter));
    remember(overview.get(row, 'place_id'));
  }

  function select(row) {
    table.select(row);
    mark(row);
  }

  function mark(row) {
    marked = row;
    map?.select(row);
  }

  function closed() {
    select(null);
    remember();
    tablePlace.querySelector('.grid').focus({ preventScroll: true });
  }

  async function act(work, said) {
    problem = null;
    try {
      const answer = await work();
      announce(said);
      batch = await org.get(route, { limit: 0 });
      await read();
      listen();
      keepFocus();
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
  async function reprocess(rows, status) {
    const sure = rows.length === 1 || await ask({
      title: `Try ${count(rows.length, 'place')} again?`,
      text: 'Until a place has ended anew it is pending. Decisions stay.',
      action: `Try ${number(rows.length)} again`,
    });
    if (sure) {
      await act(() => org.post(`${route}/reprocess`, undefined, { query: asQuery({ ...filter, status }) }), `${count(rows.length, 'place')} tried again.`);
    }
  }

  /** What somebody has decided about stays as it is. */
  async function decideAll(verdict, word, rows) {
    const { attribute } = filter;
    const sure = await ask({
      title: `${word} the ${spaced(attribute)} of ${count(rows.length, 'place')}?`,
      text: 'What was decided before stays. Each decision can be taken back one by one.',
      action: `${word} ${number(rows.length)}`,
    });
    if (sure) {
      await act(
        () => decisions.store(rows.map(row => decisionOn({ place_id: overview.get(row, 'place_id') }, attribute, verdict))),
        `${word}ed.`);
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

  function recolour(by) {
    colourBy = by;
    remember();
    draw();
  }

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
      ${shown.length > 0 ? html`<button type="button" class="primary" @click=${() => choose(shown[0])}>Review ${number(shown.length)}</button>` : nothing}
      ${mayChange ? html`${retries()} ${filter.attribute ? verdicts() : nothing}` : nothing}
      <details class="menu" @keydown=${closeMenu}>
        <summary class="button">Export ${number(shown.length)}</summary>
        <ul @click=${closeMenu}>
          ${FORMATS.map(([format, name]) => html`<li><a download href=${org.address(`${route}/results`, { ...asQuery(filter), format })}>${name}</a></li>`)}
          <li><a download href=${org.address(`${route}/results`, { ...asQuery(filter), format: 'csv', csv: 'excel' })}>CSV for Excel</a></li>
        </ul>
      </details>
    </div>`;

  function retries() {
    const ended = shown.filter(row => overview.get(row, 'status') !== 'pending');
    const failed = ended.filter(row => overview.get(row, 'status') === 'failed');
    const button = (rows, status, words) => html`<button type="button" ?disabled=${runs() || rows.length === 0} @click=${() => reprocess(rows, status)}>Retry ${number(rows.length)}${words}</button>`;
    return html`
      ${failed.length > 0 ? button(failed, 'failed', ' failed') : nothing}
      ${failed.length === 0 || failed.length < ended.length ? button(ended, filter.status || 'completed,failed', '') : nothing}`;
  }

  function verdicts() {
    const rows = overview.undecided(shown, filter.attribute);
    return [['accept', 'Accept'], ['reject', 'Reject']].map(([verdict, word]) => html`
      <button type="button" ?disabled=${rows.length === 0} @click=${() => decideAll(verdict, word, rows)}>${word} ${count(rows.length, 'undecided value')}</button>`);
  }

  const batchActions = () => html`
    <div class="actions">
      ${isTrial(id) ? html`<button type="button" class="primary" @click=${() => { want(); go('new'); }}>Start the whole list</button>` : nothing}
      ${runs() ? html`${pauseButton(batch, pauseOrResume)} <button type="button" @click=${cancel}>Cancel</button>` : nothing}
      <button type="button" @click=${remove}>Delete</button>
    </div>`;

  function drawHead() {
    const left = batch?.estimated_completion ? (new Date(batch.estimated_completion) - Date.now()) / 1000 : null;
    render(
      html`
        <p class="crumbs"><a href="#/batches">Batches</a></p>
        <div class="head">
          <h1>${batch ? batch.batch_name : 'Batch'}</h1>
          ${batch && mayChange ? batchActions() : nothing}
        </div>
        ${problem ?? unread ? trouble(problem ?? unread) : nothing}
        ${batch
          ? html`
            <p class="state">${standing(batch)} ${progress(batch)}
              ${runs() && left > 0 ? html`<span>${span(left)} left</span>` : nothing}
              ${batch.waiting_for ? html`<span class="waits">Waits for: ${batch.waiting_for}</span>` : nothing}
              ${batch.paused_at ? html`<span class="waits">${PAUSED} Its time limit stands still, and its running place is for other batches.</span>` : nothing}
              ${batch.ended_reason ? html`<span class="waits">Ended early: ${spaced(batch.ended_reason)}</span>` : nothing}
              <span class="quiet">created ${moment(batch.created_at)}</span></p>`
          : nothing}
        ${overview && batch
          ? html`${filters(overview, filter, colourBy, { filter: refilter, attribute: chooseAttribute, colour: recolour })} ${actions()}`
          : problem ?? unread ? nothing : loading('the batch')}`,
      head);
  }

  async function drawMap() {
    if (map === null) {
      const { PlaceMap } = await mapModule;
      if (over || map !== null) {
        return;
      }
      map = new PlaceMap(mapPlace, session.tiles, choose);
    }
    map.show(overview, shown, colourBy, !fitted);
    if (!fitted && marked) {
      map.select(marked);
    }
    fitted = true;
  }

  function draw() {
    if (overview !== null) {
      shown = overview.passing(filter);
      body.hidden = false;
    }
    drawHead();
    if (overview !== null) {
      render(legend(colourBy), legendPlace);
      drawBars(barsPlace, overview.counts(shown), filter.attribute, chooseAttribute);
      table.show(overview, shown, columns);
      drawMap();
    }
  }

  drawHead();
  begin();
  return () => {
    over = true;
    unfollow?.();
    clearTimeout(timer);
    panel.close();
    map?.close();
  };
}
