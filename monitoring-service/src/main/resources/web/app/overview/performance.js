import { html } from 'lit';
import { marking } from './freshness.js';
import { count, latency, seconds } from './format.js';

const MEASURES = [
  ['accept_to_finish', 'Accepted to finished'],
  ['accept_to_start', 'Accepted to started'],
  ['delivery', 'One delivery'],
  ['http_request', 'API request'],
];

const PERCENTILES = ['p50', 'p95', 'p99'];

/** What comes in and what gets done, by the minute. */
export function throughputSection(overview) {
  const points = overview.series?.points ?? [];
  return html`
    <section class="panel ${marking(overview, 'series')}" aria-labelledby="throughput-title">
      <div class="panel-head">
        <h2 id="throughput-title">Throughput</h2>
        <p class="hint">jobs a minute, last hour</p>
      </div>
      <carillon-line-chart
        label="Jobs accepted and finished a minute over the last hour"
        .times=${points.map((point) => point.at)}
        .lines=${[
          { name: 'Accepted', values: points.map((point) => point.accepted) },
          { name: 'Finished', values: points.map((point) => point.finished) },
          { name: 'Failed', values: points.map((point) => point.failed) },
        ]}
        .format=${count}
        whole
        growing
        empty="No job was accepted or finished within the last hour."
      ></carillon-line-chart>
    </section>`;
}

/** How long things take right now, each measure in the service that knows it. */
export function latencyNow(overview) {
  const rows = MEASURES.map(([measure, name]) => [
    name,
    overview.latencies.find((found) => found.measure === measure && found.service !== 'monitoring-service'),
  ]);
  return html`
    <section class="panel ${marking(overview, 'telemetry')}" aria-labelledby="latency-now-title">
      <div class="panel-head">
        <h2 id="latency-now-title">Latency now</h2>
        <p class="hint">last 5 minutes</p>
      </div>
      <table aria-labelledby="latency-now-title">
        <thead>
          <tr><th scope="col">Measure</th>${PERCENTILES.map((name) => html`<th scope="col" class="number">${name}</th>`)}</tr>
        </thead>
        <tbody>
          ${rows.map(([name, found]) => html`
            <tr class="${found ? '' : 'is-zero'}"><th scope="row">${name}</th>${PERCENTILES.map((percentile) => html`
              <td class="number">${latency(seconds(found?.[percentile]))}</td>`)}</tr>`)}
        </tbody>
      </table>
    </section>`;
}

/** How long things take, by the minute. */
export function latencySection(overview, measure, choose) {
  const points = overview.series?.points ?? [];
  const values = (percentile) => points.map((point) => seconds(point[measure][percentile]));
  const name = MEASURES.find(([known]) => known === measure)[1];
  return html`
    <section class="panel ${marking(overview, 'series')}" aria-labelledby="latency-title">
      <div class="panel-head">
        <h2 id="latency-title">Latency</h2>
        <label class="choice">
          <span class="visually-hidden">Measure</span>
          <select @change=${(event) => choose(event.target.value)}>
            ${MEASURES.map(([value, text]) => html`<option value="${value}" ?selected=${value === measure}>${text}</option>`)}
          </select>
        </label>
      </div>
      <carillon-line-chart
        label="Latency of ${name.toLowerCase()} over the last hour"
        .times=${points.map((point) => point.at)}
        .lines=${PERCENTILES.map((percentile) => ({ name: percentile, values: values(percentile) }))}
        .format=${latency}
        empty="Nothing to measure within the last hour."
      ></carillon-line-chart>
    </section>`;
}
