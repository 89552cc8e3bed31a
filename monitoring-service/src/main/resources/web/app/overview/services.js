import { html, nothing } from 'lit';
import { marking } from './freshness.js';
import { ABSENT, age, bytes, count, percent } from './format.js';

const COLUMNS = ['Host', 'Version', 'Up for', 'CPU', 'Heap', 'Memory', 'In flight', 'Limits', 'Caches', 'Last report'];
const TEXT_COLUMNS = 2;

/** Every instance of every service, and whether it still reports. */
export function servicesSection(overview) {
  // Ages by the server's clock: the browser's may differ.
  const now = new Date(overview.generated_at).getTime();
  return html`
    <section class="panel ${marking(overview, 'telemetry')}" aria-labelledby="services-title">
      <div class="panel-head">
        <h2 id="services-title">Services</h2>
        <p class="hint">every instance reports every few seconds</p>
      </div>
      <table class="instances" aria-labelledby="services-title">
        <thead>
          <tr>
            <th scope="col">State</th>
            ${COLUMNS.map((name, index) => html`<th scope="col" class="${index < TEXT_COLUMNS ? '' : 'number'}">${name}</th>`)}
          </tr>
        </thead>
        ${overview.services.map((service) => html`
          <tbody data-service="${service.service}">
            <tr class="service">
              <th scope="rowgroup" colspan="${COLUMNS.length + 1}">${service.service} ${summary(service)}</th>
            </tr>
            ${service.instances.map((instance) => row(instance, now))}
          </tbody>`)}
      </table>
    </section>`;
}

function summary({ alive, silent, required }) {
  return html`
    ${alive ? html`<span class="badge badge-good">${count(alive)} alive</span>` : nothing}
    ${silent ? html`<span class="badge badge-warn">${count(silent)} silent</span>` : nothing}
    ${alive || silent || !required ? nothing : html`<span class="badge badge-bad">none reports</span>`}`;
}

function row(instance, now) {
  const since = (instant) => (now - new Date(instant).getTime()) / 1000;
  const cells = [
    instance.host,
    instance.version,
    age(since(instance.started_at)),
    percent(instance.cpu),
    html`${bytes(instance.heap_used)}${limit(instance)}`,
    bytes(instance.resident_memory),
    instance.in_flight == null ? ABSENT : count(instance.in_flight),
    instance.limits ?? ABSENT,
    instance.caches ?? ABSENT,
    `${age(since(instance.last_report_at))} ago`,
  ];
  return html`
    <tr data-instance="${instance.id}" data-state="${instance.state}">
      <th scope="row" class="state-of-${instance.state}"><span class="state-dot" aria-hidden="true"></span>${
        instance.state === 'alive' ? 'Alive' : 'Silent'}</th>
      ${cells.map((cell, index) => html`
        <td data-label="${COLUMNS[index]}" class="${index < TEXT_COLUMNS ? '' : 'number'}">${cell}</td>`)}
    </tr>`;
}

function limit({ heap_used: used, heap_max: max }) {
  return used == null || !max ? nothing : html` <span class="hint">of ${bytes(max)}</span>`;
}
