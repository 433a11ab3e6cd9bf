// The page of the console.
import { html, render } from './lib/lit-html/lit-html.js';

render(html`<h1>Placemill</h1>`, document.getElementById('app'));
