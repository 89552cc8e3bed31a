import { html, nothing } from 'lit';
import { moment } from '../../shared/time.js';
import { command } from '../../shared/command.js';
import { asked } from './dialog.js';
import { endpointForm } from './endpoint-form.js';
import { Panel } from './panel.js';
import { request } from './request.js';
import { manages } from './roles.js';
import { secretBox } from './secret.js';

/** Who is told of the organization's jobs, and by which secrets they know that it is true. */
class Webhooks extends Panel {
  #endpoints = [];
  #signing = null;
  #shown = false;
  #secret = null;

  async load() {
    const [page, organization] = await Promise.all([
      request('GET', '/v1/webhook-endpoints'),
      request('GET', '/v1/organizations/current'),
    ]);
    this.#endpoints = page.data;
    this.#signing = organization.webhook_secret;
  }

  render() {
    return this.frame('Webhooks', 'Endpoints are told of every event of your jobs that they want to know of.', () => html`
      ${secretBox(this.#secret, () => this.#putAway())}
      <section class="panel" aria-label="Endpoints">
        ${this.#endpoints.length === 0
          ? html`<p class="empty">There is no endpoint yet.</p>`
          : html`<ul class="records">${this.#endpoints.map((endpoint) => this.#item(endpoint))}</ul>`}
      </section>
      ${manages(this.role) ? html`${endpointForm((endpoint) => this.#add(endpoint))}${this.#ofNotifications()}` : nothing}`);
  }

  #item(endpoint) {
    const { url, description, event_types: types, channels, enabled, failing_since: failing, disabled_reason: reason } = endpoint;
    return html`
      <li data-endpoint="${url}">
        <div>
          <h2 class="record-name">${url}
            <span class="badge ${!enabled ? 'badge-bad' : failing ? 'badge-warn' : 'badge-good'}">${!enabled ? 'disabled' : failing ? 'failing' : 'enabled'}</span></h2>
          ${description ? html`<p>${description}</p>` : nothing}
          <p class="hint">${types.join(', ')}${channels?.length ? ` of ${channels.join(', ')}` : ''}</p>
          ${failing ? html`<p class="hint">takes nothing since ${moment(failing)}</p>` : nothing}
          ${enabled ? nothing : html`<p class="hint">${reason}</p>`}
        </div>
        ${manages(this.role) ? this.#actions(endpoint) : nothing}
      </li>`;
  }

  #actions(endpoint) {
    const { id, url, enabled } = endpoint;
    const act = enabled ? 'disable' : 'enable';
    return html`
      <div class="actions">
        <button type="button" class="button-quiet" aria-label="${enabled ? 'Disable' : 'Enable'} ${url}"
          @click=${() => this.change(() => request('POST', `/v1/webhook-endpoints/${id}/${act}`), `${url} is ${act}d.`)}>${enabled ? 'Disable' : 'Enable'}</button>
        <button type="button" class="button-quiet" aria-label="New secret for ${url}" @click=${() => this.#rotate(endpoint)}>New secret…</button>
        <button type="button" class="button-quiet" aria-label="Delete ${url}" @click=${() => this.#delete(endpoint)}>Delete…</button>
      </div>`;
  }

  // Not behind a request of its own: whoever may manage webhooks is told it with the organization.
  #ofNotifications() {
    return html`
      <section class="panel" aria-labelledby="signing-title">
        <div class="panel-head"><h2 id="signing-title">Secret of webhook notifications</h2></div>
        <p>Signs the notifications that you submit with <code>"channel": "webhook"</code>. Endpoints have secrets of their own.</p>
        ${this.#shown
          ? command(this.#signing, 'Secret of webhook notifications')
          : html`<button type="button" class="button-quiet" @click=${() => this.#show()}>Show the secret</button>`}
      </section>`;
  }

  async #show() {
    this.#shown = true;
    this.requestUpdate();
    await this.updateComplete;
    this.querySelector('[aria-labelledby="signing-title"] pre').focus();
  }

  async #add(endpoint) {
    await this.#showing(() => request('POST', '/v1/webhook-endpoints', endpoint));
  }

  async #rotate({ id, url }) {
    const sure = await asked({
      question: `A new secret for ${url}?`,
      text: 'For a day requests carry a signature by each of the two, so that receivers can change over. Twice in a row ends the former at once.',
      action: 'Make a new secret',
      harmless: true,
    });
    if (sure) {
      this.change(() => this.#showing(() => request('POST', `/v1/webhook-endpoints/${id}/rotate-secret`)), `${url} has a new secret.`);
    }
  }

  async #delete({ id, url }) {
    const sure = await asked({
      question: `Delete ${url}?`,
      text: 'What it has not been told yet, it is not told any more.',
      action: 'Delete',
    });
    if (sure) {
      this.change(() => request('DELETE', `/v1/webhook-endpoints/${id}`), `${url} is deleted.`);
    }
  }

  async #showing(make) {
    const { url, secret } = await make();
    this.#secret = { title: `The signing secret of ${url}`, value: secret, text: 'The receiver verifies with it that requests are yours.' };
    await this.load();
    this.requestUpdate();
    await this.updateComplete;
    this.querySelector('#secret-title').focus();
  }

  #putAway() {
    this.#secret = null;
    this.message = '';
    this.requestUpdate();
    this.querySelector('h1').focus();
  }
}

customElements.define('carillon-webhooks', Webhooks);
