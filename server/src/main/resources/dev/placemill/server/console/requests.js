// What a page asks the server for, and what it shows when the server refuses.
import { announce, keepFocus } from './parts.js';

export class Requests {
  #expired;
  #draw;
  #unread = null;
  #refused = null;
  #turn = 0;

  /** @param context.expired called when nobody is signed in any more; draw shows the page as it is now */
  constructor({ expired }, draw) {
    this.#expired = expired;
    this.#draw = draw;
  }

  /** Why what is shown could not be read, or what a person wanted could not be done; or null. */
  get problem() {
    return this.#refused ?? this.#unread;
  }

  /**
   * Reads what the page shows, and shows it.
   *
   * @param take is given what `ask` answers, unless something newer has been asked for meanwhile
   */
  async read(ask, take) {
    const mine = ++this.#turn;
    try {
      const answer = await ask();
      if (mine !== this.#turn) {
        return;
      }
      take(answer);
      this.#unread = null;
    } catch (problem) {
      if (mine !== this.#turn || this.#hasExpired(problem)) {
        return;
      }
      this.#unread = problem;
    }
    this.#draw();
  }

  /**
   * Does what a person wants, says so, and has the page read anew.
   *
   * @returns the answer, or null when it was refused
   */
  async act(work, said, read) {
    this.#refused = null;
    let answer = null;
    try {
      answer = await work();
      announce(said);
    } catch (problem) {
      if (this.#hasExpired(problem)) {
        return null;
      }
      this.#refused = problem.name === 'AbortError' ? null : problem;
    }
    await read();
    keepFocus();
    return answer;
  }

  #hasExpired(problem) {
    if (problem.status === 401) {
      this.#expired();
    }
    return problem.status === 401;
  }
}
