import { html } from 'lit';
import { marking } from './freshness.js';
import { count } from './format.js';

// In the order in which a job may meet them, and what each asks of a person.
const STATES = [
  ['scheduled', 'Scheduled', 'wait for their time'],
  ['queued', 'Queued', 'wait for a worker'],
  ['running', 'Running', 'are being delivered'],
  ['retrying', 'Retrying', 'failed, and wait for the next attempt'],
  ['held', 'Held', 'parked until a person decides'],
  ['succeeded', 'Succeeded', 'delivered'],
  ['failed', 'Failed', 'dead, may be retried by hand'],
  ['cancelled', 'Cancelled', 'withdrawn by a person'],
  ['expired', 'Expired', 'too late to be delivered'],
  ['discarded', 'Discarded', 'taken out of the dead letters by a person'],
];

const CHANNELS = { email: 'E-mail', webhook: 'Webhook', event: 'Event', noop: 'No-op' };

/** All jobs there are, by state and channel. */
export function jobsSection(overview) {
  const { jobs } = overview;
  return html`
    <section class="panel ${marking(overview, 'jobs')}" aria-labelledby="jobs-title">
      <div class="panel-head">
        <h2 id="jobs-title">Jobs by state</h2>
        <p class="hint">all that are stored</p>
      </div>
      ${jobs ? table(jobs) : html`<p class="empty">Not known: PostgreSQL does not answer.</p>`}
    </section>`;
}

function table({ total, channels: all }) {
  // A channel that nobody uses is not worth a column, which a phone has no room for.
  const channels = all.filter(({ states }) => Object.values(states).some((jobs) => jobs > 0));
  return html`
    <div class="scrolling" role="region" aria-labelledby="jobs-title" tabindex="0">
    <table class="jobs">
      <thead>
        <tr>
          <th scope="col">State</th>
          ${channels.map(({ channel }) => html`<th scope="col" class="number">${CHANNELS[channel] ?? channel}</th>`)}
          <th scope="col" class="number">Total</th>
        </tr>
      </thead>
      <tbody>
        ${STATES.map(([state, name, meaning]) => html`
          <tr class="${total[state] ? '' : 'is-zero'}" data-state="${state}">
            <th scope="row"><span class="state-dot state-${state}" aria-hidden="true"></span>${name}
              <span class="hint">${meaning}</span></th>
            ${channels.map(({ states }) => html`<td class="number">${count(states[state])}</td>`)}
            <td class="number total">${count(total[state])}</td>
          </tr>`)}
      </tbody>
    </table>
    </div>`;
}
