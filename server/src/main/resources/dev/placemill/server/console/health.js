// How the server is doing: nodes, queue, sources.
import { html, nothing, render } from './lib/lit-html/lit-html.js';
import { badge, every, loading, trouble } from './parts.js';
import { Requests } from './requests.js';
import { ago, bytes, number, share, span } from './words.js';

const LOOK_EVERY = 3_000;

export function open(main, { org, expired }) {
  let health = null;
  const requests = new Requests({ expired }, () => draw());

  const look = () => requests.read(() => org.get('health'), answer => { health = answer; });

  const figure = (name, value) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;

  const source = one => html`
    <tr>
      <td data-label="Source">${one.source}</td>
      <td data-label="Asked" class="number">${number(one.asked)}</td>
      <td data-label="Found" class="number">${number(one.found)} <span class="quiet">${share(one.found, one.asked)}</span></td>
      <td data-label="Knew nothing" class="number">${number(one.nothing_known)}</td>
      <td data-label="Could not be asked" class="number">${number(one.unavailable)}</td>
      <td data-label="Refused" class="number">${number(one.refused)}</td>
      <td data-label="Mean time" class="number">${one.mean_ms === null ? '–' : `${number(Math.round(one.mean_ms * 10) / 10)} ms`}</td>
    </tr>`;

  const told = () => html`
    <p>${badge(health.ready ? 'ready' : 'not ready', health.ready ? 'completed' : 'failed')}
      version ${health.version}, started ${ago(health.started_at)}</p>
    ${health.checks.filter(check => check.ok === false).map(check => html`<p class="message bad">${check.trouble}</p>`)}
    <h2>Queue</h2>
    <p class="quiet">A batch is worked in slices of its places, many side by side.</p>
    <dl class="figures">
      ${figure('Batches running', number(health.queue.batches_running))}
      ${figure('Batches waiting', number(health.queue.batches_waiting))}
      ${figure('Slices ready', number(health.queue.slices_ready))}
      ${figure('Slices in work', number(health.queue.slices_leased))}
      ${figure('Slices to be tried again', number(health.queue.slices_delayed))}
      ${figure('Longest wait', span(health.queue.oldest_ready_seconds))}
      ${figure('Pace', health.pace.places_per_second === null ? '–' : `${number(Math.round(health.pace.places_per_second))} places/s`)}
    </dl>
    <h2>Nodes</h2>
    <ul>${health.nodes.map(node => html`<li><code>${node.node_id}</code>, heard of ${ago(node.seen_at)}</li>`)}</ul>
    <h2>Sources</h2>
    ${health.sources.length === 0 ? html`<p class="message quiet">None has been asked since this server started.</p>` : html`
      <table class="list">
        <thead><tr><th>Source</th><th class="number">Asked</th><th class="number">Found</th><th class="number">Knew nothing</th><th class="number">Could not be asked</th><th class="number">Refused</th><th class="number">Mean time</th></tr></thead>
        <tbody>${health.sources.map(source)}</tbody>
      </table>`}
    <h2>This server</h2>
    <dl class="figures">
      ${figure('Database', health.database.up ? 'answers' : 'is away')}
      ${figure('Connections in use', number(health.database.connections_in_use))}
      ${figure('Memory in use', `${bytes(health.memory.used_bytes)} of ${bytes(health.memory.max_bytes)}`)}
    </dl>`;

  function draw() {
    render(
      html`<h1>Health</h1>${requests.problem ? trouble(requests.problem) : nothing}${health === null ? (requests.problem ? nothing : loading('figures')) : told()}`,
      main);
  }

  draw();
  return every(LOOK_EVERY, look);
}
