// Hearing of every change of a batch that runs.
import { every } from './parts.js';

/** A stream that is silent and one that is broken look alike: after so long the server is asked. */
const ASK_AFTER = 5_000;
const LOOK_EVERY = 1_000;
const TYPES = ['progress', 'completed', 'partial', 'failed'].map(name => `batch.${name}`);

/**
 * @param address of the batch's events
 * @param ask asks the server how the batch stands, and gives the answer, or null where there was none
 * @param hear is told how it stands
 * @returns what ends it
 */
export function follow(address, ask, hear) {
  let events = null;
  let heard = performance.now();
  const tell = batch => {
    heard = performance.now();
    hear(batch);
  };
  const listen = () => {
    events = new EventSource(address);
    TYPES.forEach(type => events.addEventListener(type, event => tell(JSON.parse(event.data))));
  };
  const look = async () => {
    if (performance.now() - heard < ASK_AFTER) {
      return;
    }
    // The browser does not try again what was answered by anything but a stream.
    if (events.readyState === EventSource.CLOSED) {
      listen();
    }
    heard = performance.now();
    const batch = await ask();
    if (batch !== null) {
      tell(batch);
    }
  };
  listen();
  const end = every(LOOK_EVERY, look);
  return () => {
    end();
    events.close();
  };
}

const done = batch => batch.completed_count + batch.failed_count;

/** Whether what was heard is from before what is known: answers overtake each other. */
export const isOlder = (heard, known) => (Date.parse(heard.updated_at) - Date.parse(known.updated_at) || done(heard) - done(known)) < 0;
