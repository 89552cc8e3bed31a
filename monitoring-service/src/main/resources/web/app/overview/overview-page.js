import { LitElement, html, nothing } from 'lit';
import '../chart/line-chart.js';
import '../pause/pause-panel.js';
import { cachesSection } from './caches.js';
import { errorsSection } from './errors.js';
import { OverviewFeed } from './feed.js';
import { firstJob } from './first-job.js';
import { figures } from './figures.js';
import { freshness, marking, staleness } from './freshness.js';
import { jobsSection } from './jobs.js';
import { latencyNow, latencySection, throughputSection } from './performance.js';
import { servicesSection } from './services.js';
import { statusSection } from './status.js';

/** The overview page. Its parts are functions from the overview to what is shown. */
class OverviewPage extends LitElement {
  static properties = { measure: { state: true } };

  #feed = new OverviewFeed(this);
  #clock;

  constructor() {
    super();
    this.measure = 'accept_to_finish';
  }

  // Into the page itself: it shares the page's styles, and there is nothing to keep apart.
  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    // Ages grow by the second, also when no answer comes.
    this.#clock = setInterval(() => this.requestUpdate(), 1_000);
  }

  disconnectedCallback() {
    clearInterval(this.#clock);
    super.disconnectedCallback();
  }

  render() {
    const { overview, failure } = this.#feed;
    const now = Date.now();
    return html`
      <div class="page-head">
        <h1>Overview</h1>
        ${freshness(this.#feed, now)}
      </div>
      ${staleness(this.#feed, now)}
      ${overview ? this.#content(overview) : failure ? nothing : html`<p class="hint" role="status">Loading…</p>`}
    `;
  }

  #content(overview) {
    return html`
      ${statusSection(overview)}
      ${firstJob(overview)}
      ${figures(overview)}
      <div class="columns">
        ${throughputSection(overview)}
        ${latencySection(overview, this.measure, (measure) => { this.measure = measure; })}
      </div>
      <div class="columns columns-uneven">
        ${jobsSection(overview)}
        <div class="stack">
          ${latencyNow(overview)}
          ${errorsSection(overview)}
        </div>
      </div>
      <carillon-pauses class="${marking(overview, 'pauses')}" .pauses=${overview.pauses}
        .receivedAt=${this.#feed.receivedAt}></carillon-pauses>
      ${servicesSection(overview)}
      ${cachesSection(overview)}
    `;
  }
}

customElements.define('carillon-overview', OverviewPage);
