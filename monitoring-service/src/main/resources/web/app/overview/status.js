import { html, nothing } from 'lit';

const TITLES = {
  healthy: 'All systems healthy',
  degraded: 'Degraded: something wants attention',
  unhealthy: 'Unhealthy: jobs are not getting through',
};

const ICONS = {
  healthy: 'M9.2 16.6 4.800 12.200l1.600-1.600 2.800 2.800 8.300-8.300 1.600 1.600z',
  degraded: 'M11 5h2.200v9H11zm0 11h2.200v2.200H11z',
  unhealthy: 'm7 5.500 5 5 5-5L18.500 7l-5 5 5 5-1.500 1.500-5-5-5 5L5.500 17l5-5-5-5z',
};

/** How the system is doing, and why it is not doing better. */
export function statusSection(overview) {
  const { status, reasons } = overview;
  return html`
    <section class="status status-${status}" aria-labelledby="status-title" data-testid="status">
      <svg class="status-icon" viewBox="0 0 24 24" aria-hidden="true"><path d="${ICONS[status]}"></path></svg>
      <div role="status">
        <h2 id="status-title">${TITLES[status]}</h2>
        ${reasons.length
          ? html`<ul>${reasons.map((reason) => html`<li data-code="${reason.code}">${reason.message}</li>`)}</ul>`
          : nothing}
      </div>
    </section>`;
}
