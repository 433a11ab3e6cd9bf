// Signing in with a key, which becomes a cookie that scripts cannot read.
import { html, nothing, render } from './lib/lit-html/lit-html.js';
import { call } from './api.js';
import { trouble } from './parts.js';

/** @param done is told of the session */
export function signIn(place, done) {
  let problem = null;
  let busy = false;
  const submit = async event => {
    event.preventDefault();
    const key = new FormData(event.target).get('key').trim();
    busy = true;
    problem = null;
    draw();
    try {
      done(await call('POST', 'console/session', { json: { key } }));
    } catch (refused) {
      busy = false;
      problem = refused;
      draw();
      place.querySelector('input').select();
    }
  };
  const draw = () =>
    render(
      html`
        <main class="narrow sign-in">
          <h1>Placemill</h1>
          <p>Sign in with a key of your organization.</p>
          ${problem ? trouble(problem) : nothing}
          <form @submit=${submit}>
            <label for="key">Key</label>
            <input id="key" name="key" type="password" required autocomplete="current-password" spellcheck="false" placeholder="pmk_…">
            <button class="primary" ?disabled=${busy}>Sign in</button>
          </form>
          <p class="quiet">Whoever runs this server makes one with <code>./placemill key create ORG</code>.</p>
        </main>`,
      place);
  draw();
  place.querySelector('input').focus();
}
