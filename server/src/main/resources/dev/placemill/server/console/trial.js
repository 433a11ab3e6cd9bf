// The list of which the first rows are tried, kept while the page is open, so that the whole of it can be started from there.

let tried = null;

/** Notes which batch tries a list, and how the list is read. */
export function note(batchId, list) {
  tried = { batchId, list };
}

export const isTrial = batchId => tried?.batchId === batchId;

/** The list that is to be started whole, once. */
export function take() {
  const list = tried?.isWanted ? tried.list : null;
  if (list) {
    tried = null;
  }
  return list;
}

/** The next new batch is the whole list. */
export function want() {
  tried.isWanted = true;
}
