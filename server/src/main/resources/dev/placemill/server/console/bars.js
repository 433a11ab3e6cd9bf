// What was found of each attribute, as bars that can be pressed to look at one of them.
import { html, nothing, render, svg } from './lib/lit-html/lit-html.js';
import { number, OUTCOMES, share, spaced } from './words.js';

/**
 * @param counts as an overview counts them
 * @param chosen the attribute that is looked at, or ''
 * @param choose is told of another one
 */
export function drawBars(place, counts, chosen, choose) {
  const asked = counts.map(withSums).filter(({ total }) => total > 0);
  const [known, unknown] = [asked.filter(one => one.filled > 0), asked.filter(one => one.filled === 0)];
  render(
    html`
      <h2>What was found</h2>
      <ul class="legend">${OUTCOMES.map(one => html`<li><span class="swatch ${one}"></span>${spaced(one)}</li>`)}</ul>
      <ul class="outcomes">${known.map(one => row(one, chosen, choose))}</ul>
      ${unknown.length > 0 ? html`<p class="quiet">Nothing found for ${unknown.map(one => spaced(one.attribute)).join(', ')}.</p>` : nothing}`,
    place);
}

function withSums(one) {
  const { added, verified, corrected, not_found: missing, error } = one.outcomes;
  const filled = added + verified + corrected;
  return { ...one, filled, total: filled + missing + error };
}

function row({ attribute, outcomes, confidences, filled, total }, chosen, choose) {
  const words = OUTCOMES.filter(word => outcomes[word] > 0).map(word => `${number(outcomes[word])} ${spaced(word)}`).join(', ');
  return html`
    <li>
      <button type="button" class="plain" aria-pressed=${chosen === attribute} title=${words} @click=${() => choose(chosen === attribute ? '' : attribute)}>
        <span class="name">${spaced(attribute)}</span>
        ${bar(OUTCOMES.map(word => [word, outcomes[word]]), total)}
        <span class="share">${share(filled, total)}<span class="unseen"> filled: ${words}</span></span>
        <span class="quiet sure">${number(confidences.VERY_HIGH + confidences.HIGH)} sure</span>
      </button>
    </li>`;
}

/** Parts of a bar, as wide as they are many; the figures stand beside it as text. */
function bar(parts, total) {
  let x = 0;
  return html`
    <svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      ${parts.map(([kind, value]) => {
        const width = (100 * value) / total;
        x += width;
        return svg`<rect class=${kind} x=${x - width} width=${width} height="10"></rect>`;
      })}
    </svg>`;
}
