import { html, nothing } from 'lit';
import { command } from '../../shared/command.js';

/**
 * A secret that is shown this once, until it is put away.
 *
 * @param secret `{title, value, text}`; null for none
 */
export function secretBox(secret, putAway) {
  return secret
    ? html`
      <section class="panel secret" aria-labelledby="secret-title">
        <h2 id="secret-title" tabindex="-1">${secret.title}</h2>
        <p>${secret.text} <strong>It is not shown again.</strong></p>
        ${command(secret.value, secret.title)}
        <button type="button" class="button-quiet" @click=${putAway}>I have kept it</button>
      </section>`
    : nothing;
}
