import { html, nothing } from 'lit';
import { scopeWords } from './words.js';

const CHANNELS = [['', 'Every channel'], ['email', 'E-mail'], ['webhook', 'Webhook']];
const PRIORITIES = [['', 'Every priority'], ['high', 'High'], ['normal', 'Normal'], ['low', 'Low']];
const ENDS = [['', 'When somebody resumes'], ['15', 'In 15 minutes'], ['60', 'In an hour'], ['240', 'In 4 hours'], ['1440', 'In a day']];

/**
 * The form for a new pause. It says in a sentence what will be stopped, before it is.
 *
 * @param order what was chosen so far
 * @param error what was wrong with the last try
 * @param on `change(order)` and `submit(order, form)`
 */
export function pauseForm(order, error, busy, on) {
  const read = (form) => Object.fromEntries(
    [...new FormData(form)].map(([name, value]) => [name, value.trim()]).filter(([, value]) => value !== ''));
  const send = (event) => {
    event.preventDefault();
    const { minutes, ...rest } = read(event.currentTarget);
    const ends = minutes ? { ends_at: new Date(Date.now() + minutes * 60_000).toISOString() } : {};
    on.submit({ ...rest, ...ends }, event.currentTarget);
  };
  return html`
    <form class="pause-form" @submit=${send} @input=${(event) => on.change(read(event.currentTarget))}>
      ${choice('Channel', 'channel', CHANNELS)}
      ${choice('Priority (queue)', 'priority', PRIORITIES)}
      ${choice('Ends', 'minutes', ENDS)}
      <div class="field">
        <label for="pause-organization">Organization</label>
        <input id="pause-organization" name="organization_id" autocomplete="off" spellcheck="false" autocapitalize="none"
          pattern="[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}" title="The id of an organization, a UUID"
          aria-describedby="pause-organization-hint">
        <span class="hint" id="pause-organization-hint">Its id. Empty: every organization.</span>
      </div>
      <div class="field pause-reason">
        <label for="pause-reason">Reason</label>
        <input id="pause-reason" name="reason" required maxlength="500" autocomplete="off" aria-describedby="pause-reason-hint">
        <span class="hint" id="pause-reason-hint">The organizations see it too.</span>
      </div>
      ${error ? html`<div class="notice notice-bad" role="alert"><p>${error}</p></div>` : nothing}
      <p class="pause-effect" aria-live="polite">Stops <strong>${scopeWords(order)}</strong> of
        <strong>${order.organization_id ? 'this organization' : 'every organization'}</strong>. Jobs are accepted and kept;
        what is being delivered is not interrupted.</p>
      <button type="submit" class="button-primary" ?disabled=${busy}>Pause</button>
    </form>`;
}

function choice(label, name, options) {
  return html`
    <div class="field">
      <label for="pause-${name}">${label}</label>
      <select id="pause-${name}" name="${name}">
        ${options.map(([value, text]) => html`<option value="${value}">${text}</option>`)}
      </select>
    </div>`;
}
