import { html } from 'lit';
import { marking } from './freshness.js';
import { ABSENT, age, count, latency, rate, seconds } from './format.js';

/** The few numbers that tell most, with what each is over. */
export function figures(overview) {
  const { throughput, jobs, errors } = overview;
  const delivered = overview.latencies.find(({ measure }) => measure === 'accept_to_finish');
  const waiting = jobs ? seconds(jobs.oldest_waiting) : null;
  const live = marking(overview, 'telemetry');
  const stored = marking(overview, 'jobs');
  return html`
    <section aria-labelledby="figures-title">
      <h2 id="figures-title" class="visually-hidden">Key figures</h2>
      <dl class="figures">
        ${figure('Accepted', rate(throughput.accepted_per_second), '/s', 'last minute', live)}
        ${figure('Finished', rate(throughput.finished_per_second), '/s', failures(throughput), live)}
        ${figure('Oldest waiting', jobs ? (waiting == null ? 'none' : age(waiting)) : ABSENT, '', waitingJobs(jobs), stored)}
        ${figure('Accepted to finished, p95', latency(seconds(delivered?.p95)), '', 'last 5 minutes', live)}
        ${figure('Errors', count(errors.total), '', 'last 5 minutes', live)}
      </dl>
    </section>`;
}

function figure(name, value, unit, hint, state) {
  const [amount, ...rest] = unit ? [value, unit] : splitUnit(value);
  return html`
    <div class="figure ${state}">
      <dt>${name}</dt>
      <dd><span class="figure-value">${amount}</span><span class="figure-unit">${rest.join(' ')}</span></dd>
      <dd class="hint">${hint}</dd>
    </div>`;
}

/** "12.5 ms" is a number and its unit; "3 min 20 s" stays as it is. */
function splitUnit(value) {
  const parts = value.split(' ');
  return parts.length === 2 ? parts : [value];
}

function failures(throughput) {
  if (throughput.unknown_per_second > 0) {
    return `${rate(throughput.unknown_per_second)}/s of unknown outcome`;
  }
  return throughput.failed_per_second > 0
    ? `${rate(throughput.failed_per_second)}/s of them failed`
    : 'last minute, none failed';
}

function waitingJobs(jobs) {
  return jobs ? `${count(jobs.total.queued)} queued, ${count(jobs.total.running)} running` : 'not known';
}
