import { html, nothing } from 'lit';
import { age, clock } from './format.js';

// Three refreshes missed.
const STALE_AFTER = 16_000;

const PART_NAMES = {
  telemetry: 'Live telemetry is behind: rates, latencies, errors and instances',
  jobs: 'PostgreSQL does not answer: numbers of jobs and the oldest waiting job',
  pauses: 'PostgreSQL does not answer: what is paused',
  series: 'The history cannot be read: the charts',
};

/** When the last good answer came, always in sight. */
export function freshness(feed, now) {
  if (feed.receivedAt == null) {
    return nothing;
  }
  const stale = isStale(feed, now);
  return html`
    <p class="freshness ${stale ? 'freshness-stale' : ''}" data-testid="freshness">
      <span class="freshness-dot" aria-hidden="true"></span>
      ${stale ? 'Last updated' : 'Live, updated'} ${age((now - feed.receivedAt) / 1000)} ago
    </p>`;
}

/** What is older than it should be, and how old it is. */
export function staleness(feed, now) {
  const notices = [];
  if (feed.failure && (feed.receivedAt == null || isStale(feed, now))) {
    notices.push(feed.receivedAt == null
      ? `${feed.failure} Trying again.`
      : `${feed.failure} What you see is from ${clock(feed.receivedAt)}. Trying again.`);
  }
  for (const [part, { as_of: asOf, stale }] of Object.entries(feed.overview?.parts ?? {})) {
    if (stale) {
      notices.push(asOf ? `${PART_NAMES[part]} are from ${clock(asOf)}.` : `${PART_NAMES[part]} are not known yet.`);
    }
  }
  // Always there, so that screen readers notice when it fills.
  return html`
    <div class="staleness" role="status" data-testid="staleness">
      ${notices.map((notice) => html`<div class="notice notice-warn"><p>${notice}</p></div>`)}
    </div>`;
}

/** The class of what shows parts, marked while one of them is stale. */
export function marking(overview, ...parts) {
  return parts.some((part) => overview.parts[part]?.stale) ? 'is-stale' : '';
}

function isStale(feed, now) {
  return now - feed.receivedAt > STALE_AFTER;
}
