// What a person decides about the values of a batch, as the server takes it.

/** What the server takes at once. */
const MOST = 10_000;

/** @param which the one place (`place_id`), or the value of all that have it (`found`) */
export const decisionOn = (which, attribute, verdict, value) => ({ ...which, attribute, verdict, ...(verdict === 'override' ? { value } : {}) });

export class Decisions {
  #org;
  #route;
  #last = Promise.resolve();

  /** @param batch the route of the batch */
  constructor(org, batch) {
    this.#org = org;
    this.#route = `${batch}/decisions`;
  }

  /** What has been decided about a place. */
  async of(placeId) {
    return (await this.#org.get(this.#route, { place_id: placeId })).items;
  }

  /**
   * Stores decisions, after all that were made before them, so that the last word counts.
   *
   * @returns about how many values they are
   */
  store(decisions) {
    const stored = this.#last.then(() => this.#inParts(decisions));
    this.#last = stored.catch(() => {});
    return stored;
  }

  async #inParts(decisions) {
    let decided = 0;
    for (let from = 0; from < decisions.length; from += MOST) {
      decided += (await this.#org.put(this.#route, { decisions: decisions.slice(from, from + MOST) })).decided;
    }
    return decided;
  }

  /** About how many values a decision would be. */
  async count(decision) {
    return (await this.#org.put(this.#route, { decisions: [decision] }, { dry_run: true })).decided;
  }
}
