// Why a value is what it is: who says it, who says otherwise, and which records were thought of.
import { html, nothing } from './lib/lit-html/lit-html.js';
import { number, text } from './words.js';

export const link = (url, words) => (typeof url === 'string' && /^https?:/.test(url) ? html`<a href=${url} target="_blank" rel="noopener noreferrer">${words}</a>` : words);

/** Who holds the value of an attribute, and who another one. */
export function evidence(held = [], others = []) {
  if (held.length + others.length === 0) {
    return nothing;
  }
  return html`
    <details>
      <summary>${number(held.length)} for it${others.length ? `, ${number(others.length)} otherwise` : ''}</summary>
      <ul>${held.map(line)}</ul>
      ${others.length ? html`<p>Otherwise:</p><ul>${others.map(line)}</ul>` : nothing}
    </details>`;
}

const line = one => html`
  <li>${link(one.url, `${one.source} ${one.record_id ?? ''}`)}${one.observed_date ? html`, ${one.observed_date}` : nothing}${one.scope === 'brand' ? ', of the brand' : nothing}
    ${one.confidence === undefined ? nothing : html`, ${number(one.confidence)}`}${one.value === undefined ? nothing : html`: ${text(one.value)}`}
    ${one.quote ? html`<q>${one.quote}</q>` : nothing}</li>`;

/**
 * What a place was recognised as.
 *
 * @param candidates that were thought of, or null while nobody has asked
 * @param ask asks for them, or null where one may not
 */
export const matched = (match, candidates, ask) => html`
  <details class="match" ?open=${!match.found}>
    <summary>${match.reasoning}</summary>
    ${match.records?.length ? html`<h3>Recognised as</h3><ul>${match.records.map(record)}</ul>` : nothing}
    ${candidates !== null
      ? html`<h3>Candidates</h3>${candidates.length === 0 ? html`<p>None nearby.</p>` : html`<ol>${candidates.map(candidate)}</ol>`}`
      : ask ? html`<button type="button" @click=${ask}>Show the candidates, and why they lost</button>` : nothing}
  </details>`;

const record = one => html`
  <li>${link(one.url, one.name ?? one.record_id)}
    <span class="quiet">${one.source} ${one.record_id}${one.distance_m === null || one.distance_m === undefined ? nothing : html`, ${number(one.distance_m)} m away`}</span><br>${one.reasoning}</li>`;

const candidate = one => html`
  <li class=${one.is_match ? 'won' : 'lost'}><strong>${one.name}</strong>
    <span class="quiet">${one.source}${one.distance_m === null ? nothing : html`, ${number(one.distance_m)} m`}, probability ${number(one.probability)}</span><br>
    ${one.full_address ?? nothing}<br>${one.reasoning}</li>`;
