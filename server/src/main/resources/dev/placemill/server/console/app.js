// The frame around all pages: who is signed in, which page is open, where else one can go.
import { html, nothing, render } from './lib/lit-html/lit-html.js';
import { call, Organization, pageAddress, Problem } from './api.js';
import { closeDialogs } from './dialogs.js';
import { keepFocus, trouble } from './parts.js';

/** Where the navigation leads whoever has the scope, in its order. A page's module is fetched when it is opened first. */
const PLACES = [
  { path: 'batches', name: 'Batches', load: () => import('./batches.js') },
  { path: 'new', name: 'New batch', scope: 'batches:write', load: () => import('./new-batch.js') },
  { path: 'reference', name: 'Reference data', load: () => import('./reference.js') },
  { path: 'webhooks', name: 'Webhooks', load: () => import('./webhooks.js') },
  { path: 'keys', name: 'Keys', load: () => import('./keys.js') },
  { path: 'health', name: 'Health', load: () => import('./health.js') },
];
const BATCH = { path: 'batches', name: 'Batch', load: () => import('./batch.js') };

const app = document.querySelector('#app');
let session = null;
/** Ends the page that is open. */
let leave = () => {};
let turn = 0;

/** The parts of `#/batches/batch_1?status=failed`. */
function here() {
  const [path, query = ''] = location.hash.replace(/^#\/?/, '').split('?');
  return { parts: path.split('/').filter(Boolean).map(decoded), query: new URLSearchParams(query) };
}

/** An address that was typed may be none, and leads to a page that says so. */
function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

async function start() {
  // Whoever is signed in, as most are, needs the page; it comes while we ask.
  pageAt(here().parts, PLACES).load().catch(() => {});
  try {
    session = await call('GET', 'console/session');
  } catch (problem) {
    render(html`<main class="narrow"><h1>Placemill</h1>${trouble(problem)}</main>`, app);
    return;
  }
  addEventListener('hashchange', open);
  await open();
}

async function open() {
  const current = ++turn;
  leave();
  leave = () => {};
  closeDialogs();
  if (session === null) {
    const { signIn } = await import('./sign-in.js');
    document.title = 'Sign in · Placemill';
    signIn(app, signedIn);
    return;
  }
  const { parts, query } = here();
  const place = pageAt(parts, mine());
  document.title = `${place.name} · Placemill`;
  frame(place);
  const main = fresh();
  if (current > 1) {
    keepFocus();
  }
  const page = await place.load().catch(() => null);
  if (current !== turn) {
    return;
  }
  if (page === null) {
    render(html`<h1>${place.name}</h1>${trouble(new Problem({ status: 0 }))}`, main);
    return;
  }
  /** A page that has been left takes nobody anywhere, when an answer comes late. */
  const whileOpen = work => (...given) => current === turn && work(...given);
  leave = page.open(main, {
    session,
    org: new Organization(session.organization),
    parts: parts.slice(1),
    query,
    go: whileOpen(go),
    expired: whileOpen(expired),
  }) ?? (() => {});
}

const pageAt = (parts, places) => (parts[0] === 'batches' && parts.length > 1 ? BATCH : (places.find(one => one.path === parts[0]) ?? PLACES[0]));

const mine = () => PLACES.filter(({ scope }) => scope === undefined || session.scopes.includes(scope));

/** Each page begins with an empty place of its own. */
function fresh() {
  const old = app.querySelector('#page');
  const main = document.createElement('main');
  main.id = 'page';
  main.tabIndex = -1;
  old.replaceWith(main);
  return main;
}

function frame(place) {
  render(
    html`
      <a class="skip" href="#page" @click=${skip}>Skip to the page</a>
      <header>
        <a class="brand" href="#/batches">Placemill</a>
        <nav aria-label="Pages">
          ${mine().map(one => html`<a href=${`#/${one.path}`} aria-current=${one.path === place.path ? 'page' : nothing}>${one.name}</a>`)}
          <a href="docs">API</a>
        </nav>
        <div class="who">
          <span>${session.organization}</span>
          ${session.open ? nothing : html`<button type="button" class="plain" @click=${signOut}>Sign out</button>`}
        </div>
      </header>
      <main id="page"></main>
      <p id="announcement" class="unseen" aria-live="polite"></p>`,
    app);
}

function skip(event) {
  event.preventDefault();
  app.querySelector('#page').focus();
}

function go(path) {
  location.hash = pageAddress(path);
}

async function signedIn(given) {
  session = given;
  render(nothing, app);
  await open();
}

async function signOut() {
  await call('DELETE', 'console/session').catch(() => {});
  expired();
}

/** The server no longer knows who we are. */
function expired() {
  session = null;
  render(nothing, app);
  open();
}

start();
