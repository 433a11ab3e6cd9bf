// The server's own API, as its document says it; the page uses nothing else.

/** Everything is relative to the page, so that a proxy may put any prefix before it. */
const HOME = new URL('.', document.baseURI);

/** Tells the server that a request comes from its own page and not from somebody else's. */
const OWN_PAGE = { 'Placemill-Console': '1' };

/** What the server refused, in its words. */
export class Problem extends Error {
  /** @param {{status: number, code?: string, title?: string, detail?: string, errors?: object[], request_id?: string}} document */
  constructor(document) {
    super(document.detail ?? document.title ?? 'The server cannot be reached.');
    Object.assign(this, { errors: [] }, document);
  }
}

export function address(path, query = {}) {
  const url = new URL(path, HOME);
  for (const [name, value] of Object.entries(query)) {
    for (const one of [value].flat()) {
      if (one !== undefined && one !== null && one !== '') {
        url.searchParams.append(name, one);
      }
    }
  }
  return url;
}

/**
 * Sends a request and gives the answer's JSON, or null for one without a body.
 *
 * @throws {Problem} for every status of 400 and more, and when there is no answer
 */
export async function call(method, path, options = {}) {
  const response = await send(method, path, options);
  return response.status === 204 || response.status === 304 ? null : response.json();
}

/** The same, for those who want the headers too. */
export async function send(method, path, { query, json, body, type, headers, signal } = {}) {
  const request = { method, signal, headers: { Accept: 'application/json', ...OWN_PAGE, ...headers } };
  if (json !== undefined) {
    request.body = JSON.stringify(json);
    request.headers['Content-Type'] = 'application/json';
  } else if (body !== undefined) {
    request.body = body;
    request.headers['Content-Type'] = type;
  }
  const response = await fetch(address(path, query), request).catch(error => {
    if (error.name === 'AbortError') {
      throw error;
    }
    throw new Problem({ status: 0 });
  });
  if (response.status >= 400) {
    throw new Problem({ status: response.status, ...(await response.json().catch(() => ({}))) });
  }
  return response;
}

/**
 * Sends a file and gives the answer's JSON. By XMLHttpRequest, since fetch does not tell how much has been sent.
 *
 * @param sent is called with the bytes that have been sent and those that will be
 * @throws {Problem} as `call` does; an AbortError when the signal said so
 */
export function upload(path, { query, file, type, signal, sent }) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const abort = () => request.abort();
    request.open('POST', address(path, query));
    for (const [name, value] of Object.entries({ Accept: 'application/json', ...OWN_PAGE, 'Content-Type': type })) {
      request.setRequestHeader(name, value);
    }
    request.upload.onprogress = event => sent(event.loaded, event.total);
    request.onload = () => {
      const answer = parsed(request.responseText);
      if (request.status < 400) {
        resolve(answer);
      } else {
        reject(new Problem({ status: request.status, ...answer }));
      }
    };
    request.onerror = () => reject(new Problem({ status: 0 }));
    request.onabort = () => reject(new DOMException('Given up.', 'AbortError'));
    request.onloadend = () => signal?.removeEventListener('abort', abort);
    signal?.addEventListener('abort', abort);
    request.send(file);
  });
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

/** The list that comes with the server, for those who have none at hand. */
export async function exampleList() {
  const list = await (await send('GET', 'console/examples/stores.csv', { headers: { Accept: '*/*' } })).blob();
  return new File([list], 'stores.csv', { type: 'text/csv' });
}

/** The routes of one organization. */
export class Organization {
  constructor(name) {
    this.name = name;
  }

  path(route) {
    return `${encodeURIComponent(this.name)}/place_enrichment/${route}`;
  }

  get(route, query, options) {
    return call('GET', this.path(route), { query, ...options });
  }

  post(route, json, options) {
    return call('POST', this.path(route), { json, ...options });
  }

  /** Sends a file, as `upload` does. */
  upload(route, options) {
    return upload(this.path(route), options);
  }

  put(route, json, query) {
    return call('PUT', this.path(route), { json, query });
  }

  patch(route, json) {
    return call('PATCH', this.path(route), { json });
  }

  delete(route) {
    return call('DELETE', this.path(route));
  }

  /** For links and streams, which send no headers of ours. */
  address(route, query) {
    return address(this.path(route), query).href;
  }
}

/** Where a page of the console is, with a query for what is filtered there. */
export function pageAddress(path, query = {}) {
  const words = new URLSearchParams(Object.entries(query).filter(([, value]) => value));
  return `#/${path}${words.size > 0 ? `?${words}` : ''}`;
}

/** A part of a path, such as the id of a batch. */
export const segment = encodeURIComponent;
