// All places of a batch in compact rows, for the table, the map and the bars; and which of them pass a filter.

/** Letters of the overview's columns, as the API's document has them. */
export const OUTCOME_LETTERS = { a: 'added', v: 'verified', c: 'corrected', n: 'not_found', e: 'error' };
export const CONFIDENCE_LETTERS = { V: 'VERY_HIGH', H: 'HIGH', M: 'MEDIUM', L: 'LOW', N: 'NONE' };
const VERDICTS = { a: 'accept', r: 'reject', o: 'override' };
const LETTER_OF_OUTCOME = Object.fromEntries(Object.entries(OUTCOME_LETTERS).map(([letter, word]) => [word, letter]));

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
  #passesMarks(row, { outcome, confidence, decided, value }, index) {
    if (outcome === '' && confidence === '' && decided === '' && value === '') {
      return true;
    }
    const [status, sure, decisions] = ['attribute_status', 'confidence', 'decisions'].map(field => this.get(row, field));
    const passes = at =>
      (outcome === '' || status[at] === LETTER_OF_OUTCOME[outcome])
      && (confidence === '' || CONFIDENCE_LETTERS[sure[at]] === confidence)
      && (value === '' || this.#holds(row, this.attributes[at], value.trim().toLowerCase()))
      && (decided === '' || (decided === 'yes' ? decisions[at] !== '-' : decisions[at] === '-' && status[at] !== '-'));
    return index >= 0 ? passes(index) : this.attributes.some((_, at) => passes(at));
  }

  /** Values come for the attributes that have a column, so it is asked of one that was chosen. */
  #holds(row, attribute, words) {
    const value = this.value(row, attribute);
    return value !== null && JSON.stringify(value).toLowerCase().includes(words);
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

/** A filter in the words of the API's results, which pass the same places. */
export function asQuery(filter) {
  const asksOfAttributes = [filter.outcome, filter.confidence, filter.decided, filter.value].some(asked => asked !== '');
  return {
    status: filter.status,
    error_code: filter.error,
    duplicate: filter.duplicate === '' ? '' : String(filter.duplicate === 'yes'),
    min_distance: filter.apart,
    search: filter.text.trim(),
    attribute: asksOfAttributes ? filter.attribute : '',
    attribute_status: filter.outcome,
    confidence: filter.confidence,
    value: filter.value.trim(),
    decided: filter.decided === '' ? '' : String(filter.decided === 'yes'),
  };
}
