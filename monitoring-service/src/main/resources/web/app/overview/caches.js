import { html, nothing } from 'lit';
import { marking } from './freshness.js';
import { count, percent } from './format.js';

const COLUMNS = ['Looks', 'Hits', 'From memory', 'From Redis', 'Misses', 'Loads', 'Stale answers', 'Evictions'];

/** What each cache did, in all instances of each service. */
export function cachesSection(overview) {
  const services = overview.services.filter(({ service }) => overview.caches.some((cache) => cache.service === service));
  return html`
    <section class="panel ${marking(overview, 'telemetry')}" aria-labelledby="caches-title">
      <div class="panel-head">
        <h2 id="caches-title">Caches</h2>
        <p class="hint">last 5 minutes</p>
      </div>
      ${services.length
        ? table(services, overview.caches)
        : html`<p class="empty">Nothing was looked for in a cache.</p>`}
    </section>`;
}

function table(services, caches) {
  return html`
    <table class="instances caches" aria-labelledby="caches-title">
      <thead>
        <tr>
          <th scope="col">Cache</th>
          ${COLUMNS.map((name) => html`<th scope="col" class="number">${name}</th>`)}
        </tr>
      </thead>
      ${services.map(({ service, instances }) => html`
        <tbody data-caches-of="${service}">
          <tr class="service">
            <th scope="rowgroup" colspan="${COLUMNS.length + 1}">${service} ${cutOff(instances)}</th>
          </tr>
          ${caches.filter((cache) => cache.service === service).map(row)}
        </tbody>`)}
    </table>`;
}

/** Instances for which the second level is away. */
function cutOff(instances) {
  const alone = instances.filter(({ state, caches }) => state === 'alive' && caches === 'memory').length;
  return alone ? html`<span class="badge badge-warn">Redis away for ${count(alone)}: memory alone</span>` : nothing;
}

function row(cache) {
  const cells = [
    count(cache.looks),
    percent(cache.hit_share),
    count(cache.first_level),
    count(cache.second_level),
    count(cache.misses),
    html`${count(cache.loads + cache.failed_loads)}${
      cache.failed_loads ? html` <span class="hint">${count(cache.failed_loads)} failed</span>` : nothing}`,
    count(cache.stale),
    count(cache.evictions),
  ];
  return html`
    <tr data-cache="${cache.cache}">
      <th scope="row">${cache.cache}</th>
      ${cells.map((cell, index) => html`<td data-label="${COLUMNS[index]}" class="number">${cell}</td>`)}
    </tr>`;
}
