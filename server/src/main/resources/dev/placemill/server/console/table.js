// A table of any number of rows, of which only those in view are in the page.
import { html, nothing, render } from './lib/lit-html/lit-html.js';
import { DECIDED, spaced, text } from './words.js';

const ROW_HEIGHT = 36;
/** Rows drawn above and below those in view. */
const MARGIN = 10;

export class PlaceTable {
  #place;
  #select;
  #mark;
  #overview = null;
  #rows = [];
  #columns = [];
  #selected = null;
  #frame = 0;

  /** @param select is told of the row a person opens; mark of the one that the keyboard is at */
  constructor(place, select, mark) {
    this.#place = place;
    this.#select = select;
    this.#mark = mark;
  }

  show(overview, rows, columns) {
    this.#overview = overview;
    this.#rows = rows;
    this.#columns = columns;
    this.#draw();
  }

  /** Marks a row and brings it into view. */
  select(row) {
    this.#selected = row && this.#overview.get(row, 'position');
    const index = this.#index();
    const box = this.#place.querySelector('.grid');
    if (index >= 0 && box) {
      const top = index * ROW_HEIGHT;
      if (top < box.scrollTop || top + 2 * ROW_HEIGHT > box.scrollTop + box.clientHeight) {
        box.scrollTop = top - box.clientHeight / 2;
      }
    }
    this.#draw();
  }

  #index() {
    return this.#rows.findIndex(row => this.#overview.get(row, 'position') === this.#selected);
  }

  #draw() {
    const box = this.#place.querySelector('.grid');
    const top = box?.scrollTop ?? 0;
    const height = box?.clientHeight || 600;
    const first = Math.max(0, Math.floor(top / ROW_HEIGHT) - MARGIN);
    const last = Math.min(this.#rows.length, Math.ceil((top + height) / ROW_HEIGHT) + MARGIN);
    const columns = ['place', 'status', ...this.#columns];
    render(
      html`
        <div class="grid columns-${this.#columns.length}" role="grid" tabindex="0" aria-label="Places" aria-rowcount=${this.#rows.length + 1} aria-colcount=${columns.length}
          aria-activedescendant=${this.#selected === null ? nothing : `row-${this.#selected}`} @scroll=${() => this.#later()} @keydown=${event => this.#key(event)}>
          <div class="grid-head" role="row" aria-rowindex="1">
            ${columns.map(column => html`<div role="columnheader">${spaced(column)}</div>`)}
          </div>
          <div class="all-rows" role="rowgroup" .style=${`height: ${this.#rows.length * ROW_HEIGHT}px`}>
            ${this.#rows.slice(first, last).map((row, i) => this.#row(row, first + i))}
          </div>
        </div>
        ${this.#rows.length === 0 ? html`<p class="message quiet">No place passes the filter.</p>` : nothing}`,
      this.#place);
  }

  #row(row, index) {
    const [position, name, id] = ['position', 'name', 'place_id'].map(field => this.#overview.get(row, field));
    return html`
      <div id=${`row-${position}`} class="grid-row" role="row" aria-rowindex=${index + 2} aria-selected=${position === this.#selected}
        .style=${`transform: translateY(${index * ROW_HEIGHT}px)`} @click=${() => this.#choose(row)}>
        <div role="gridcell" class="cell" title=${name ?? id}>${name ?? html`<span class="quiet">${id}</span>`}</div>
        <div role="gridcell" class="cell"><span class="badge ${this.#overview.get(row, 'status')}">${this.#overview.get(row, 'status')}</span></div>
        ${this.#columns.map(column => this.#cell(row, column))}
      </div>`;
  }

  #cell(row, column) {
    const outcome = this.#overview.outcome(row, column);
    const value = text(this.#overview.value(row, column));
    const verdict = this.#overview.verdict(row, column);
    const words = outcome ? `${spaced(outcome)}${value ? `, ${spaced(this.#overview.confidence(row, column)).toLowerCase()}` : ''}` : '';
    return html`
      <div role="gridcell" class="cell" title=${value ? `${value} (${words})` : words}>
        ${outcome ? html`<span class="swatch ${outcome}"></span>` : nothing}
        ${verdict ? html`<span class="verdict">${{ accept: '✓', reject: '✗', override: '✎' }[verdict]}<span class="unseen">${DECIDED[verdict]}</span></span>` : nothing}
        ${value || html`<span class="quiet">${words}</span>`}
      </div>`;
  }

  /** Draws once for all the scrolling until the next picture. */
  #later() {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#draw());
  }

  #choose(row) {
    this.select(row);
    this.#select(row);
  }

  #key(event) {
    const page = Math.floor(event.currentTarget.clientHeight / ROW_HEIGHT);
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -this.#rows.length, End: this.#rows.length };
    if (event.key in steps && this.#rows.length > 0) {
      event.preventDefault();
      const index = Math.min(Math.max(this.#index() + steps[event.key], 0), this.#rows.length - 1);
      this.select(this.#rows[index]);
      this.#mark(this.#rows[index]);
    } else if (event.key === 'Enter' && this.#index() >= 0) {
      this.#select(this.#rows[this.#index()]);
    }
  }
}

