import { html } from 'lit';
import { send } from '../form.js';
import { boxes, field, refusalNotice } from './field.js';

const EVENT_TYPES = [
  ['job.succeeded', 'succeeded'],
  ['job.failed', 'failed for good'],
  ['job.retrying', 'failed, and is tried again'],
  ['job.held', 'is held, and needs a look'],
  ['job.cancelled', 'was cancelled'],
  ['job.expired', 'expired before it could start'],
  ['job.discarded', 'was taken out of the dead letters'],
];

/** The form for another endpoint; `add` is given it. */
export function endpointForm(add) {
  const sent = async (typed, form) => {
    await add(typed);
    form.reset();
  };
  return html`
    <section class="panel" aria-labelledby="new-endpoint-title">
      <div class="panel-head"><h2 id="new-endpoint-title">Add an endpoint</h2></div>
      <form class="fields" novalidate aria-labelledby="new-endpoint-title" @submit=${(event) => send(event, sent)}>
        ${refusalNotice()}
        ${field({ id: 'endpoint-url', name: 'url', label: 'Address', type: 'url', hint: 'Such as https://example.com/hooks/carillon.' })}
        ${field({ id: 'endpoint-description', name: 'description', label: 'Description (optional)', required: false })}
        ${boxes({ id: 'endpoint-types', name: 'event_types', label: 'Tell it when a job …', options: EVENT_TYPES })}
        <button type="submit" class="button-primary">Add the endpoint</button>
      </form>
    </section>`;
}
