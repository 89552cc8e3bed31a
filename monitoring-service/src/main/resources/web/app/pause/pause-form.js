import { html, nothing } from 'lit';
import { offers } from './organizations.js';
import { scopeWords } from './words.js';

const CHANNELS = [['', 'Every channel'], ['email', 'E-mail'], ['webhook', 'Webhook'], ['event', 'Webhook event']];
const PRIORITIES = [['', 'Every priority'], ['high', 'High'], ['normal', 'Normal'], ['low', 'Low']];
const ENDS = [['', 'When somebody resumes'], ['15', 'In 15 minutes'], ['60', 'In an hour'], ['240', 'In 4 hours'], ['1440', 'In a day']];

/**
 * The form for a new pause. It says in a sentence what will be stopped, before it is.
 *
 * @param order what was chosen so far
 * @param found organizations to offer for what is typed so far
 * @param error what was wrong with the last try
 * @param on `change(order)`, `search(name)` and `submit(order, form)`
 */
export function pauseForm(order, found, error, busy, on) {
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
        <input id="pause-organization" name="organization" list="pause-organizations" autocomplete="off" spellcheck="false"
          autocapitalize="none" maxlength="250" aria-describedby="pause-organization-hint"
          @focus=${(event) => on.search(event.target.value.trim())}
          @input=${(event) => on.search(event.target.value.trim())}>
        <datalist id="pause-organizations">
          ${offers(found).map(({ text }) => html`<option value="${text}"></option>`)}
        </datalist>
        <span class="hint" id="pause-organization-hint">Its name (begin to type it) or its id. Empty: every organization.</span>
      </div>
      <div class="field pause-reason">
        <label for="pause-reason">Reason</label>
        <input id="pause-reason" name="reason" required maxlength="500" autocomplete="off" aria-describedby="pause-reason-hint">
        <span class="hint" id="pause-reason-hint">The organizations see it too.</span>
      </div>
      ${error ? html`<div class="notice notice-bad" role="alert"><p>${error}</p></div>` : nothing}
      <p class="pause-effect" aria-live="polite">Stops <strong>${scopeWords(order)}</strong> of
        <strong>${order.organization || 'every organization'}</strong>. Jobs are accepted and kept;
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
