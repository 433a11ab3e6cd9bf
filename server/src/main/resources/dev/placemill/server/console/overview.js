// All places of a batch in compact rows, for the table, the map and the bars; and which of them pass a filter.

/** Letters of the overview's columns, as the API's document has them. */
export const OUTCOME_LETTERS = { a: 'added', v: 'verified', c: 'corrected', n: 'not_found', e: 'error' };
export const CONFIDENCE_LETTERS = { V: 'VERY_HIGH', H: 'HIGH', M: 'MEDIUM', L: 'LOW', N: 'NONE' };
const VERDICTS = { a: 'accept', r: 'reject', o: 'override' };
const LETTER_OF_OUTCOME = Object.fromEntries(Object.entries(OUTCOME_LETTERS).map(([letter, word]) => [word, letter]));

/** Outcomes with a value. */
const FOUND = ['a', 'v', 'c'];

const LETTERS = 128;

/** An empty filter passes everything. */
export const EVERYTHING = { text: '', status: '', error: '', duplicate: '', apart: '', attribute: '', outcome: '', confidence: '', decided: '', value: '' };

export class Overview {
  /** @param document as `GET .../overview` answers it */
  constructor(document) {
    this.attributes = document.attributes;
    this.values = document.values;
    this.column = Object.fromEntries(document.fields.map((field, index) => [field, index]));
    this.rows = document.rows;
  }

  get(row, field) {
    return row[this.column[field]];
  }

  /** The row of a position in the batch. */
  at(position) {
    // Rows come in their order, and all of them.
    const row = this.rows[position];
    return row && this.get(row, 'position') === position ? row : this.rows.find(one => this.get(one, 'position') === position);
  }

  /** The outcome of an attribute in a row, or undefined where there is none. */
  outcome(row, attribute) {
    return OUTCOME_LETTERS[this.get(row, 'attribute_status')[this.attributes.indexOf(attribute)]];
  }

  confidence(row, attribute) {
    return CONFIDENCE_LETTERS[this.get(row, 'confidence')[this.attributes.indexOf(attribute)]];
  }

  verdict(row, attribute) {
    return VERDICTS[this.get(row, 'decisions')[this.attributes.indexOf(attribute)]];
  }

  /** Notes a decision, or that one was taken back (null). */
  decide(row, attribute, verdict) {
    const at = this.attributes.indexOf(attribute);
    const letters = this.get(row, 'decisions');
    row[this.column.decisions] = `${letters.slice(0, at)}${verdict?.[0] ?? '-'}${letters.slice(at + 1)}`;
  }

  value(row, attribute) {
    return this.get(row, 'values')?.[this.values.indexOf(attribute)] ?? null;
  }

  /** The rows that pass, in their order. */
  passing(filter) {
    const text = filter.text.trim().toLowerCase();
    const index = this.attributes.indexOf(filter.attribute);
    return this.rows.filter(row =>
      (filter.status === '' || this.get(row, 'status') === filter.status)
      && (filter.error === '' || this.get(row, 'error_code') === filter.error)
      && (filter.duplicate === '' || (this.get(row, 'duplicate_of') !== null) === (filter.duplicate === 'yes'))
      && (filter.apart === '' || (this.get(row, 'distance_m') ?? -1) >= Number(filter.apart))
      && (text === '' || this.#contains(row, text))
      && this.#passesMarks(row, filter, index));
  }

  #contains(row, text) {
    return ['name', 'place_id'].some(field => this.get(row, field)?.toLowerCase().includes(text));
  }

  /** What is asked of attributes: of the one that is named, else of any. */
  #passesMarks(row, filter, index) {
    if (!asksOfAttributes(filter)) {
      return true;
    }
    const passes = this.#marks(row, filter);
    return index >= 0 ? passes(index) : this.attributes.some((_, at) => passes(at));
  }

  /** Whether an attribute of a row, by its number, is as is asked. */
  #marks(row, { outcome, confidence, decided, value }) {
    const [status, sure, decisions] = ['attribute_status', 'confidence', 'decisions'].map(field => this.get(row, field));
    return at =>
      (outcome === '' || status[at] === LETTER_OF_OUTCOME[outcome])
      && (confidence === '' || CONFIDENCE_LETTERS[sure[at]] === confidence)
      && (value === '' || this.#holds(row, this.attributes[at], value.trim().toLowerCase()))
      && (decided === '' || (decided === 'yes' ? decisions[at] !== '-' : decisions[at] === '-' && status[at] !== '-'));
  }

  /** The attributes of a row that a filter asks for: the one that is named, else those that are as is asked. */
  asked(row, filter) {
    if (filter.attribute !== '') {
      return [filter.attribute];
    }
    const passes = this.#marks(row, filter);
    return asksOfAttributes(filter) ? this.attributes.filter((_, at) => passes(at)) : [];
  }

  /** Those of the rows that have a value of an attribute about which nobody has decided. */
  undecided(rows, attribute) {
    const at = this.attributes.indexOf(attribute);
    return rows.filter(row => FOUND.includes(this.get(row, 'attribute_status')[at]) && this.get(row, 'decisions')[at] === '-');
  }

  /** Values come for the attributes that have a column, so it is asked of one that was chosen. */
  #holds(row, attribute, words) {
    const value = this.value(row, attribute);
    return value !== null && JSON.stringify(value).toLowerCase().includes(words);
  }

  isPending() {
    return this.rows.some(row => this.get(row, 'status') === 'pending');
  }

  /** The codes with which places failed. */
  errors() {
    return [...new Set(this.rows.map(row => this.get(row, 'error_code')).filter(code => code !== null))].sort();
  }

  /** For each attribute, how many places of these have each outcome and each confidence. */
  counts(rows = this.rows) {
    // Letters by their numbers: of many places there are millions.
    const outcomes = this.attributes.map(() => new Uint32Array(LETTERS));
    const confidences = this.attributes.map(() => new Uint32Array(LETTERS));
    for (const row of rows) {
      const [status, sure] = [this.get(row, 'attribute_status'), this.get(row, 'confidence')];
      for (let at = 0; at < outcomes.length; at++) {
        outcomes[at][status.charCodeAt(at)]++;
        confidences[at][sure.charCodeAt(at)]++;
      }
    }
    return this.attributes.map((attribute, at) => ({
      attribute,
      outcomes: inWords(OUTCOME_LETTERS, outcomes[at]),
      confidences: inWords(CONFIDENCE_LETTERS, confidences[at]),
    }));
  }
}

const inWords = (letters, counts) => Object.fromEntries(Object.entries(letters).map(([letter, word]) => [word, counts[letter.charCodeAt(0)]]));

const asksOfAttributes = ({ outcome, confidence, decided, value }) => [outcome, confidence, decided, value].some(asked => asked !== '');

/** A filter in the words of the API's results, which pass the same places. */
export function asQuery(filter) {
  return {
    status: filter.status,
    error_code: filter.error,
    duplicate: filter.duplicate === '' ? '' : String(filter.duplicate === 'yes'),
    min_distance: filter.apart,
    search: filter.text.trim(),
    attribute: asksOfAttributes(filter) ? filter.attribute : '',
    attribute_status: filter.outcome,
    confidence: filter.confidence,
    value: filter.value.trim(),
    decided: filter.decided === '' ? '' : String(filter.decided === 'yes'),
  };
}
