// One place of a batch: what was sent beside what was found, why, and what a person decides.
import { html, nothing, render } from './lib/lit-html/lit-html.js';
import { repeat } from './lib/lit-html/directives/repeat.js';
import { decisionOn } from './decisions.js';
import { ask } from './dialogs.js';
import { announce, loading, trouble } from './parts.js';
import { evidence, link, matched } from './evidence.js';
import { overrideForm } from './override.js';
import { claimed, judged, shown } from './values.js';
import { count, DECIDE, DECIDED, moment, number, spaced, text } from './words.js';

const KEYS_TO_DECIDE = 'a accept, r reject, o override, u undo; ';
const KEYS_TO_GO = 'j and k for the next and the previous value; n and p for the next and the previous place; Esc closes.';

export class PlacePanel {
  #place;
  #context;
  #mayDecide;
  #overview;
  /** Which place is open, and those it is one of, by their positions in the batch: rows are read anew. */
  #position = null;
  #sequence = [];
  /** What the overview says of it. */
  #marks;
  /** The attribute that is asked about, which a place is opened at. */
  #asked;
  #item = null;
  #names = [];
  #inputs = {};
  #decisions = {};
  #candidates = null;
  #problem = null;
  #active = null;
  #editing = null;
  /** Why a value that was typed was not taken. */
  #refused = null;
  #turn = 0;

  /** @param context.changed after a decision, which may be for other places too; context.go opens another row; context.closed when the person closes the panel */
  constructor(main, context) {
    this.#context = context;
    this.#mayDecide = context.session.scopes.includes('batches:write');
    this.#place = main.appendChild(document.createElement('aside'));
    this.#place.className = 'panel';
    this.#place.setAttribute('aria-label', 'Place');
    this.#place.tabIndex = -1;
    this.#place.hidden = true;
    this.#place.addEventListener('keydown', event => this.#key(event));
  }

  /**
   * @param rows what to go through from here, or null to go on through those of before
   * @param asked tells the attributes of a row that a person looks for, the first of which it is opened at
   */
  async open(overview, row, rows, asked) {
    this.#overview = overview;
    this.#position = overview.get(row, 'position');
    this.#sequence = rows?.map(one => overview.get(one, 'position')) ?? this.#sequence;
    this.#marks = marks(overview, row);
    this.#asked = asked;
    this.#item = null;
    this.#candidates = null;
    this.#problem = null;
    this.#active = null;
    this.#editing = null;
    this.#refused = null;
    this.#place.hidden = false;
    this.#draw();
    this.#place.scrollTop = 0;
    if (!this.#place.contains(document.activeElement)) {
      this.#place.focus({ preventScroll: true });
    }
    await this.#read();
  }

  /** The places have been read anew: the one that is open stays, and so do those before and after it. */
  renew(overview) {
    this.#overview = overview;
    const row = this.#row();
    if (row && marks(overview, row) !== this.#marks) {
      this.#marks = marks(overview, row);
      this.#read();
    } else if (row) {
      this.#draw();
    }
  }

  close() {
    this.#position = null;
    this.#turn++;
    this.#place.hidden = true;
  }

  #row() {
    return this.#position === null ? undefined : this.#overview.at(this.#position);
  }

  async #read() {
    const { org, route } = this.#context;
    const mine = ++this.#turn;
    const id = this.#overview.get(this.#row(), 'place_id');
    try {
      const [page, jobs, decisions] = await Promise.all([
        org.get(route, { offset: this.#position, limit: 1 }, { headers: { 'Placemill-Vocabulary': 'places' } }),
        org.get('jobs', { batchId: route.split('/')[1], offset: this.#position, limit: 1 }),
        this.#context.decisions.of(id),
      ]);
      if (mine === this.#turn) {
        this.#take(page.results[0], jobs.jobs[0]?.inputs ?? {}, decisions);
      }
    } catch (problem) {
      if (mine === this.#turn) {
        this.#fail(problem);
      }
    }
  }

  #take(item, inputs, decisions) {
    const isNew = this.#item === null;
    this.#item = item;
    this.#inputs = inputs;
    this.#decisions = Object.fromEntries(decisions.map(one => [one.attribute, one]));
    this.#problem = null;
    // While a person looks at a place its values stay where they are.
    const names = this.#ordered();
    if (isNew || names.length !== this.#names.length) {
      this.#names = names;
    }
    if (isNew) {
      const asked = this.#asked(this.#row());
      this.#active = asked.find(name => names.includes(name)) ?? names[0] ?? null;
    }
    this.#draw();
    if (isNew && this.#active !== names[0]) {
      this.#reveal();
    }
  }

  #fail(problem) {
    if (problem.status === 401) {
      this.#context.expired();
      return;
    }
    this.#problem = problem;
    this.#draw();
  }

  /** Attributes with something to see first: a value, a claim of the client or a decision. */
  #ordered() {
    const told = Object.keys(this.#item.attribute_status ?? {});
    const weight = name => (this.#value(name) !== undefined || claimed(name, this.#inputs) !== undefined || this.#decisions[name] ? 0 : 1);
    return told.toSorted((one, other) => weight(one) - weight(other));
  }

  #value(name) {
    return this.#item.enriched_data?.[name];
  }

  #decide(name, verdict, value) {
    return this.#store(decisionOn({ place_id: this.#item.place_id }, name, verdict, value));
  }

  /** Decides about all places that have the same value as this one, once the person knows how many they are. */
  async #decideForAll(name, { verdict, value }) {
    const position = this.#position;
    const equal = decisionOn({ found: judged(name, this.#item.enriched_data) }, name, verdict, value);
    try {
      const places = await this.#context.decisions.count(equal);
      const sure = await ask({
        title: `${DECIDE[verdict]} the ${spaced(name)} of ${count(places, 'place')}?`,
        text: 'They are all that have this very value. What was decided about it before is replaced.',
        action: `${DECIDE[verdict]} ${number(places)}`,
      });
      if (sure) {
        await this.#store(equal, position);
      }
    } catch (problem) {
      if (this.#position === position) {
        this.#fail(problem);
      }
    }
  }

  async #store(made, position = this.#position) {
    const { attribute: name, verdict } = made;
    const isOfOne = 'place_id' in made;
    try {
      const decided = await this.#context.decisions.store([made]);
      announce(verdict === null ? 'Taken back.' : `${spaced(name)}: ${DECIDED[verdict]}, ${number(decided)} in all.`);
      if (isOfOne) {
        this.#overview.decide(this.#overview.at(position), name, verdict);
      }
      this.#context.changed(!isOfOne);
      // Meanwhile the person may have closed the place, or gone on to another.
      if (this.#position === position) {
        this.#editing = this.#editing === name ? null : this.#editing;
        this.#refused = null;
        await this.#read();
      }
    } catch (problem) {
      if (this.#position === position && this.#editing === name && problem.status !== 401) {
        this.#refused = problem;
        this.#draw();
        this.#place.querySelector('.override [name=value]')?.focus();
      } else {
        this.#fail(problem);
      }
    }
  }

  async #match() {
    const mine = this.#position;
    const { latitude, longitude } = this.#inputs;
    try {
      const answer = await this.#context.org.post('match', { place: { ...this.#inputs, latitude, longitude }, max_matches: 5 });
      if (mine === this.#position) {
        this.#candidates = answer.results;
        this.#draw();
      }
    } catch (problem) {
      if (mine === this.#position) {
        this.#candidates = [];
        this.#fail(problem);
      }
    }
  }

  #key(event) {
    if (event.key === 'Escape') {
      this.#stop();
      return;
    }
    if (event.target.matches('input, textarea, select') || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const places = { n: 1, p: -1 };
    const steps = { j: 1, k: -1 };
    if (event.key in places) {
      this.#step(places[event.key]);
    } else if (this.#item !== null && this.#active !== null && event.key in steps) {
      const next = this.#names.indexOf(this.#active) + steps[event.key];
      this.#active = this.#names[Math.min(Math.max(next, 0), this.#names.length - 1)];
      this.#draw();
      this.#reveal();
    } else if (this.#item !== null && this.#active !== null && this.#mayDecide) {
      this.#decideByKey(event, this.#active);
    }
  }

  /** A key decides about the value that is marked. */
  #decideByKey(event, name) {
    if (event.key === 'a' && this.#value(name) !== undefined) {
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

  /** Stops what was begun: the typing of a value, else the look at the place. */
  #stop() {
    if (this.#editing !== null) {
      this.#editing = null;
      this.#refused = null;
      this.#draw();
    } else {
      this.close();
      this.#context.closed();
    }
  }

  #step(by) {
    const index = this.#sequence.indexOf(this.#position);
    const next = index < 0 ? undefined : this.#overview.at(this.#sequence[index + by]);
    if (next) {
      this.#context.go(next);
    }
  }

  #edit(name) {
    this.#active = name;
    this.#editing = name;
    this.#refused = null;
    this.#draw();
    const field = this.#place.querySelector('.override [name=value]');
    field?.focus();
    if (field?.matches('input')) {
      field.select();
    }
  }

  #activate(name) {
    if (this.#active !== name) {
      this.#active = name;
      this.#draw();
    }
  }

  #reveal() {
    this.#place.querySelector('[data-active]')?.scrollIntoView({ block: 'nearest' });
  }

  #draw() {
    const hadFocus = this.#place.contains(document.activeElement);
    render(this.#position === null ? nothing : this.#content(), this.#place);
    // What had it may be gone or out of use now, and keys are heard by the panel alone.
    if (hadFocus && (!this.#place.contains(document.activeElement) || document.activeElement.disabled)) {
      this.#place.focus({ preventScroll: true });
    }
  }

  #content() {
    const name = this.#overview.get(this.#row(), 'name') ?? this.#overview.get(this.#row(), 'place_id');
    const index = this.#sequence.indexOf(this.#position);
    return html`
      <div class="head">
        <h2>${name}</h2>
        <div class="actions">
          <span class="quiet">${number(index + 1)} of ${number(this.#sequence.length)}</span>
          <button type="button" ?disabled=${index <= 0} @click=${() => this.#step(-1)} aria-label="Previous place">‹</button>
          <button type="button" ?disabled=${index < 0 || index >= this.#sequence.length - 1} @click=${() => this.#step(1)} aria-label="Next place">›</button>
          <button type="button" @click=${() => { this.close(); this.#context.closed(); }} aria-label="Close">✕</button>
        </div>
      </div>
      ${this.#problem ? trouble(this.#problem) : nothing}
      ${this.#item === null ? (this.#problem ? nothing : loading('the place')) : this.#told()}`;
  }

  #told() {
    const item = this.#item;
    return html`
      <p class="quiet">${item.place_id}${item.duplicate_of ? html`, the same as <strong>${item.duplicate_of}</strong>` : nothing}, tried ${number(item.attempts ?? 0)}×</p>
      ${item.error_message ? html`<p class="message bad">${item.error_message}</p>` : nothing}
      ${item.match ? matched(item.match, this.#candidates, this.#mayDecide ? () => this.#match() : null) : nothing}
      <ul class="values">${repeat(this.#names, name => name, name => this.#attribute(name))}</ul>
      <p class="quiet">Keys: ${this.#mayDecide ? KEYS_TO_DECIDE : nothing}${KEYS_TO_GO}</p>`;
  }

  #attribute(name) {
    const item = this.#item;
    const outcome = item.attribute_status[name];
    const value = this.#value(name);
    const sent = claimed(name, this.#inputs);
    const decision = this.#decisions[name];
    const probability = item.probabilities?.[name];
    return html`
      <li class="value" data-active=${name === this.#active ? '' : nothing} @click=${() => this.#activate(name)} @focusin=${() => this.#activate(name)}>
        <h3><span class="swatch ${outcome}"></span>${spaced(name)} <span class="quiet">${spaced(outcome)}</span></h3>
        <dl class="difference">
          ${sent === undefined ? nothing : html`<dt>sent</dt><dd class=${outcome === 'corrected' ? 'old' : ''}>${text(sent)}</dd>`}
          ${value === undefined ? nothing : html`<dt>found</dt><dd class=${outcome === 'corrected' || outcome === 'added' ? 'new' : ''}>${link(value, shown(name, item.enriched_data))}</dd>`}
          ${decision ? html`<dt>decided</dt><dd>${decided(decision)}</dd>` : nothing}
        </dl>
        ${value === undefined ? nothing : html`<p class="sure">confidence ${spaced(item.confidence_scores[name]).toLowerCase()}${probability === undefined ? nothing : html`, ${number(probability)}`}</p>`}
        <p>${item.reasoning?.[name]}</p>
        ${evidence(item.evidence?.[name], item.conflicts?.[name])}
        ${this.#editing === name ? this.#override(name) : this.#mayDecide ? this.#buttons(name, value, decision) : nothing}
      </li>`;
  }

  #buttons(name, value, decision) {
    const label = word => `${word} ${spaced(name)}`;
    return html`
      <div class="actions">
        ${value === undefined ? nothing : html`
          <button type="button" aria-pressed=${decision?.verdict === 'accept'} aria-label=${label('Accept')} @click=${() => this.#decide(name, 'accept')}>Accept</button>
          <button type="button" aria-pressed=${decision?.verdict === 'reject'} aria-label=${label('Reject')} @click=${() => this.#decide(name, 'reject')}>Reject</button>`}
        <button type="button" aria-label=${label('Override')} @click=${() => this.#edit(name)}>Override</button>
        ${decision && value !== undefined ? html`<button type="button" aria-label=${label('Same for every equal value of')} @click=${() => this.#decideForAll(name, decision)}>Same for every equal value</button>` : nothing}
        ${decision ? html`<button type="button" aria-label=${label('Undo')} @click=${() => this.#decide(name, null)}>Undo</button>` : nothing}
      </div>`;
  }

  #override(name) {
    const value = this.#decisions[name]?.value ?? judged(name, this.#item.enriched_data);
    return overrideForm(name, value, this.#refused, typed => this.#decide(name, 'override', typed), () => this.#stop());
  }
}

const marks = (overview, row) => `${overview.get(row, 'status')} ${overview.get(row, 'attribute_status')} ${overview.get(row, 'decisions')}`;

const decided = one => html`
  <strong>${DECIDED[one.verdict]}</strong>${one.verdict === 'override' ? html`: ${text(one.value)}` : nothing}
  <span class="quiet">${moment(one.decided_at)}${one.outdated ? ', before the value was found anew' : ''}</span>`;
