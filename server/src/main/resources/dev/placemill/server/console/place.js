// One place of a batch: what was sent beside what was found, why, and what a person decides.
import { html, nothing, render } from './lib/lit-html/lit-html.js';
import { announce, loading, trouble } from './parts.js';
import { DECIDED, moment, number, spaced, text } from './words.js';

/** What a client says of a place, by the attribute that it is compared with. */
const SENT_AS = {
  name: 'name', address: 'full_address', city: 'city', state: 'state', country: 'country', country_code: 'country_code',
  categories: 'category', brand_name: 'brand', website: 'website', phone: 'phone', email: 'email', opening_hours: 'opening_hours',
};
const KEYS = 'Keys: a accept, r reject, o override, u undo; j and k for the next and the previous value; n and p for the next and the previous place; Esc closes.';

export class PlacePanel {
  #place;
  #context;
  #overview;
  #row = null;
  #rows;
  #go;
  #item = null;
  #inputs = {};
  #decisions = {};
  #candidates = null;
  #problem = null;
  #active = 0;
  #editing = null;
  #keyed = event => this.#key(event);

  /** @param context.changed after a decision, which may be for other places too; context.closed when the person closes the panel */
  constructor(main, context) {
    this.#context = context;
    this.#place = main.appendChild(document.createElement('aside'));
    this.#place.className = 'panel';
    this.#place.setAttribute('aria-label', 'Place');
    this.#place.tabIndex = -1;
    this.#place.hidden = true;
    this.#place.addEventListener('keydown', this.#keyed);
  }

  /** @param go opens another of the rows */
  async open(overview, row, rows, go) {
    this.#overview = overview;
    this.#row = row;
    this.#rows = rows;
    this.#go = go;
    this.#item = null;
    this.#candidates = null;
    this.#problem = null;
    this.#active = 0;
    this.#editing = null;
    this.#place.hidden = false;
    this.#draw();
    this.#place.focus({ preventScroll: true });
    await this.#read(row);
  }

  close() {
    this.#row = null;
    this.#place.hidden = true;
  }

  async #read(row) {
    const { org, route } = this.#context;
    const [position, id] = ['position', 'place_id'].map(field => this.#overview.get(row, field));
    try {
      const [page, jobs, decisions] = await Promise.all([
        org.get(route, { offset: position, limit: 1 }, { headers: { 'Placemill-Vocabulary': 'places' } }),
        org.get('jobs', { batchId: route.split('/')[1], offset: position, limit: 1 }),
        org.get(`${route}/decisions`, { place_id: id }),
      ]);
      if (this.#row === row) {
        this.#item = page.results[0];
        this.#inputs = jobs.jobs[0]?.inputs ?? {};
        this.#decisions = Object.fromEntries(decisions.items.map(one => [one.attribute, one]));
        this.#draw();
      }
    } catch (refused) {
      this.#problem = refused;
      this.#draw();
    }
  }

  /** Attributes with something to see: a value, a claim of the client or a decision first. */
  #attributes() {
    const told = Object.keys(this.#item.attribute_status ?? {});
    const weight = name => (this.#value(name) !== undefined || this.#sent(name) !== undefined || this.#decisions[name] ? 0 : 1);
    return told.toSorted((one, other) => weight(one) - weight(other));
  }

  #value(name) {
    return this.#item.enriched_data?.[name];
  }

  #sent(name) {
    if (name === 'coordinates' && this.#inputs.latitude !== undefined && this.#inputs.latitude !== null) {
      return `${this.#inputs.latitude}, ${this.#inputs.longitude}`;
    }
    const sent = this.#inputs[SENT_AS[name]] ?? (name === 'address' ? this.#inputs.address : name === 'categories' ? this.#inputs.type : undefined);
    return sent === null || sent === '' ? undefined : sent;
  }

  async #decide(name, verdict, value, everywhere = false) {
    const row = this.#row;
    const which = everywhere ? { found: this.#value(name) } : { place_id: this.#item.place_id };
    try {
      const { decided } = await this.#context.org.put(`${this.#context.route}/decisions`, {
        decisions: [{ ...which, attribute: name, verdict, ...(verdict === 'override' ? { value } : {}) }],
      });
      announce(verdict === null ? 'Taken back.' : `${spaced(name)}: ${DECIDED[verdict]}, ${number(decided)} in all.`);
      if (!everywhere) {
        this.#overview.decide(row, name, verdict);
      }
      this.#context.changed(everywhere);
      // Meanwhile the person may have closed the place, or gone on to another.
      if (this.#row === row) {
        this.#editing = null;
        this.#problem = null;
        await this.#read(row);
      }
    } catch (refused) {
      this.#problem = refused;
      this.#draw();
    }
  }

  async #match() {
    const { latitude, longitude } = this.#inputs;
    try {
      const answer = await this.#context.org.post('match', { place: { ...this.#inputs, latitude, longitude }, max_matches: 5 });
      this.#candidates = answer.results;
    } catch (refused) {
      this.#candidates = [];
      this.#problem = refused;
    }
    this.#draw();
  }

  #key(event) {
    if (event.key === 'Escape') {
      if (this.#editing !== null) {
        this.#editing = null;
        this.#draw();
      } else {
        this.close();
        this.#context.closed();
      }
      return;
    }
    if (this.#item === null || event.target.matches('input, textarea, select') || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const names = this.#attributes();
    const name = names[this.#active];
    const steps = { j: 1, k: -1 };
    const places = { n: 1, p: -1 };
    if (event.key in steps) {
      this.#active = Math.min(Math.max(this.#active + steps[event.key], 0), names.length - 1);
      this.#draw();
      this.#place.querySelector('[data-active]')?.scrollIntoView({ block: 'nearest' });
    } else if (event.key in places) {
      this.#step(places[event.key]);
    } else if (event.key === 'a' && this.#value(name) !== undefined) {
      this.#decide(name, 'accept');
    } else if (event.key === 'r' && this.#value(name) !== undefined) {
      this.#decide(name, 'reject');
    } else if (event.key === 'u' && this.#decisions[name]) {
      this.#decide(name, null);
    } else if (event.key === 'o') {
      event.preventDefault();
      this.#edit(name);
    }
  }

  #step(by) {
    const next = this.#rows[this.#rows.indexOf(this.#row) + by];
    if (next) {
      this.#go(next);
    }
  }

  #edit(name) {
    this.#editing = name;
    this.#draw();
    this.#place.querySelector('.override input')?.focus();
  }

  #draw() {
    render(this.#row === null ? nothing : this.#content(), this.#place);
  }

  #content() {
    const name = this.#overview.get(this.#row, 'name') ?? this.#overview.get(this.#row, 'place_id');
    const index = this.#rows.indexOf(this.#row);
    return html`
      <div class="head">
        <h2>${name}</h2>
        <div class="actions">
          <button type="button" ?disabled=${index <= 0} @click=${() => this.#step(-1)} aria-label="Previous place">‹</button>
          <button type="button" ?disabled=${index < 0 || index >= this.#rows.length - 1} @click=${() => this.#step(1)} aria-label="Next place">›</button>
          <button type="button" @click=${() => { this.close(); this.#context.closed(); }} aria-label="Close">✕</button>
        </div>
      </div>
      ${this.#problem ? trouble(this.#problem) : nothing}
      ${this.#item === null ? (this.#problem ? nothing : loading('the place')) : this.#told()}`;
  }

  #told() {
    const item = this.#item;
    const names = this.#attributes();
    return html`
      <p class="quiet">${item.place_id}${item.duplicate_of ? html`, the same as <strong>${item.duplicate_of}</strong>` : nothing}, tried ${number(item.attempts ?? 0)}×</p>
      ${item.error_message ? html`<p class="message bad">${item.error_message}</p>` : nothing}
      ${item.match ? this.#matched(item.match) : nothing}
      <ul class="values">${names.map((name, index) => this.#attribute(name, index === this.#active))}</ul>
      <p class="quiet">${KEYS}</p>`;
  }

  #matched(match) {
    return html`
      <details class="match" ?open=${!match.found}>
        <summary>${match.reasoning}</summary>
        ${match.records?.length ? html`<h3>Recognised as</h3><ul>${match.records.map(record => this.#record(record))}</ul>` : nothing}
        ${this.#candidates === null
          ? html`<button type="button" @click=${() => this.#match()}>Show the candidates, and why they lost</button>`
          : html`<h3>Candidates</h3>${this.#candidates.length === 0 ? html`<p>None nearby.</p>` : html`<ol>${this.#candidates.map(one => this.#candidate(one))}</ol>`}`}
      </details>`;
  }

  #record(record) {
    return html`<li>${link(record.url, record.name ?? record.record_id)} <span class="quiet">${record.source} ${record.record_id}${record.distance_m === null || record.distance_m === undefined ? nothing : html`, ${number(record.distance_m)} m away`}</span><br>${record.reasoning}</li>`;
  }

  #candidate(one) {
    return html`<li class=${one.is_match ? 'won' : 'lost'}><strong>${one.name}</strong> <span class="quiet">${one.source}${one.distance_m === null ? nothing : html`, ${number(one.distance_m)} m`}, probability ${number(one.probability)}</span><br>${one.full_address ?? nothing}<br>${one.reasoning}</li>`;
  }

  #attribute(name, active) {
    const item = this.#item;
    const outcome = item.attribute_status[name];
    const value = this.#value(name);
    const sent = this.#sent(name);
    const decision = this.#decisions[name];
    const first = item.evidence?.[name]?.[0];
    return html`
      <li class="value" data-active=${active ? '' : nothing} @click=${() => { this.#active = this.#attributes().indexOf(name); this.#draw(); }}>
        <h3><span class="swatch ${outcome}"></span>${spaced(name)} <span class="quiet">${spaced(outcome)}</span></h3>
        <dl class="difference">
          ${sent === undefined ? nothing : html`<dt>sent</dt><dd class=${outcome === 'corrected' ? 'old' : ''}>${text(sent)}</dd>`}
          ${value === undefined ? nothing : html`<dt>found</dt><dd class=${outcome === 'corrected' || outcome === 'added' ? 'new' : ''}>${shownValue(name, value)}</dd>`}
          ${decision ? html`<dt>decided</dt><dd>${decided(decision)}</dd>` : nothing}
        </dl>
        ${value === undefined ? nothing : html`<p class="sure">confidence ${spaced(item.confidence_scores[name]).toLowerCase()}${first ? html`, best evidence ${number(first.confidence)}` : nothing}</p>`}
        <p>${item.reasoning?.[name]}</p>
        ${this.#evidence(name)}
        ${this.#editing === name ? this.#override(name) : this.#buttons(name, value, decision)}
      </li>`;
  }

  #evidence(name) {
    const [evidence, conflicts] = [this.#item.evidence?.[name] ?? [], this.#item.conflicts?.[name] ?? []];
    if (evidence.length + conflicts.length === 0) {
      return nothing;
    }
    const line = one => html`
      <li>${link(one.url, `${one.source} ${one.record_id ?? ''}`)}${one.observed_date ? html`, ${one.observed_date}` : nothing}${one.scope === 'brand' ? ', of the brand' : nothing}
        ${one.confidence === undefined ? nothing : html`, ${number(one.confidence)}`}${one.value === undefined ? nothing : html`: ${text(one.value)}`}</li>`;
    return html`
      <details>
        <summary>${number(evidence.length)} for it${conflicts.length ? `, ${number(conflicts.length)} otherwise` : ''}</summary>
        <ul>${evidence.map(line)}</ul>
        ${conflicts.length ? html`<p>Otherwise:</p><ul>${conflicts.map(line)}</ul>` : nothing}
      </details>`;
  }

  #buttons(name, value, decision) {
    const label = word => `${word} ${spaced(name)}`;
    return html`
      <div class="actions">
        ${value === undefined ? nothing : html`
          <button type="button" aria-pressed=${decision?.verdict === 'accept'} aria-label=${label('Accept')} @click=${() => this.#decide(name, 'accept')}>Accept</button>
          <button type="button" aria-pressed=${decision?.verdict === 'reject'} aria-label=${label('Reject')} @click=${() => this.#decide(name, 'reject')}>Reject</button>`}
        <button type="button" aria-label=${label('Override')} @click=${() => this.#edit(name)}>Override</button>
        ${decision && value !== undefined ? html`<button type="button" aria-label=${label('Same for every equal value of')} @click=${() => this.#decide(name, decision.verdict, decision.value, true)}>Same for every equal value</button>` : nothing}
        ${decision ? html`<button type="button" aria-label=${label('Undo')} @click=${() => this.#decide(name, null)}>Undo</button>` : nothing}
      </div>`;
  }

  #override(name) {
    const value = this.#decisions[name]?.value ?? this.#value(name);
    const submit = event => {
      event.preventDefault();
      this.#decide(name, 'override', read(new FormData(event.target).get('value'), this.#value(name)));
    };
    return html`
      <form class="override" @submit=${submit}>
        <label>The right ${spaced(name)} <input name="value" required .value=${written(value)}></label>
        <div class="actions">
          <button type="button" @click=${() => { this.#editing = null; this.#draw(); }}>Cancel</button>
          <button class="primary">Override</button>
        </div>
      </form>`;
  }
}

const decided = one => html`
  <strong>${DECIDED[one.verdict]}</strong>${one.verdict === 'override' ? html`: ${text(one.value)}` : nothing}
  <span class="quiet">${moment(one.decided_at)}${one.outdated ? ', before the value was found anew' : ''}</span>`;

const link = (url, words) => (url && /^https?:/.test(url) ? html`<a href=${url} target="_blank" rel="noopener noreferrer">${words}</a>` : words);

const shownValue = (name, value) => (typeof value === 'string' ? link(value, value) : text(value));

/** A value as a person edits it; what is not a text is edited as JSON. */
const written = value => (value === undefined || typeof value === 'string' ? value ?? '' : JSON.stringify(value));

function read(typed, before) {
  if (typeof before === 'string' || before === undefined) {
    return typed;
  }
  try {
    return JSON.parse(typed);
  } catch {
    return typed;
  }
}
