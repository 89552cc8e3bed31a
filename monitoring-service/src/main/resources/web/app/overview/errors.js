import { html } from 'lit';
import { marking } from './freshness.js';
import { count } from './format.js';

/** What went wrong by the suite's own fault. */
export function errorsSection(overview) {
  const { services } = overview.errors;
  return html`
    <section class="panel ${marking(overview, 'telemetry')}" aria-labelledby="errors-title">
      <div class="panel-head">
        <h2 id="errors-title">Errors</h2>
        <p class="hint">last 5 minutes</p>
      </div>
      ${services.length
        ? html`<ul class="errors">${services.map(row)}</ul>`
        : html`<p class="empty"><span class="state-dot state-succeeded" aria-hidden="true"></span>None. Deliveries that a
            recipient refused are not errors: they are retrying or failed jobs.</p>`}
    </section>`;
}

function row(service) {
  return html`
    <li>
      <h3>${service.service}</h3>
      <p>${count(service.http_errors)} of ${count(service.http_requests)} requests answered with a server error</p>
      <p>${count(service.unexpected)} unexpected outside of requests</p>
    </li>`;
}
