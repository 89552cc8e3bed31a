import { html, nothing } from 'lit';
import { moment } from '../../shared/time.js';
import { send } from '../form.js';
import { asked } from './dialog.js';
import { choice, field, refusalNotice } from './field.js';
import { expiryTime, EXPIRIES, OVERLAPS } from './key-times.js';
import { Panel } from './panel.js';
import { request } from './request.js';
import { grants, manages, roleWords, rolesForKeys } from './roles.js';
import { secretBox } from './secret.js';

/** The organization's API keys. */
class ApiKeys extends Panel {
  #keys = [];
  #next = null;
  #secret = null;

  async load() {
    if (manages(this.role)) {
      const page = await request('GET', '/v1/api-keys');
      this.#keys = page.data;
      this.#next = page.next_cursor;
    }
  }

  render() {
    return manages(this.role)
      ? this.frame('API keys', 'With them, programs act for the organization.', () => this.#content())
      : this.notFor('API keys', 'owners and admins');
  }

  #content() {
    return html`
      ${secretBox(this.#secret, () => this.#putAway())}
      <section class="panel" aria-label="Keys">
        ${this.#keys.length === 0
          ? html`<p class="empty">There is no key yet.</p>`
          : html`<ul class="records">${this.#keys.map((key) => this.#item(key))}</ul>`}
        ${this.#next ? html`<button type="button" class="button-quiet" @click=${(event) => this.more(event, () => this.#read(this.#next))}>Show more</button>` : nothing}
      </section>
      <section class="panel" aria-labelledby="new-key-title">
        <div class="panel-head"><h2 id="new-key-title">Make a key</h2></div>
        <form class="fields" novalidate aria-labelledby="new-key-title" @submit=${(event) => send(event, (typed, sent) => this.#make(typed, sent))}>
          ${refusalNotice()}
          ${field({ id: 'key-name', name: 'name', label: 'Name', hint: 'Where it is used, such as “shop, production”.' })}
          ${choice({ id: 'key-role', name: 'role', label: 'Role', chosen: 'sender', options: rolesForKeys(this.role).map((role) => [role, roleWords(role)]) })}
          ${choice({ id: 'key-expiry', name: 'expires_at', label: 'Ends', options: EXPIRIES })}
          <button type="submit" class="button-primary">Make the key</button>
        </form>
      </section>`;
  }

  #item(key) {
    return html`
      <li tabindex="-1" data-key="${key.name}" class="${key.usable ? '' : 'is-over'}">
        <div>
          <h2 class="record-name">${key.name} <span class="badge ${key.usable ? 'badge-good' : 'badge-bad'}">${state(key)}</span></h2>
          <p><code>ck_${key.prefix}_…</code> · ${key.role}</p>
          <p class="hint">${facts(key)}</p>
        </div>
        ${key.usable && grants(this.role, key.role) ? html`
          <div class="actions">
            <button type="button" class="button-quiet" aria-label="Rotate ${key.name}" @click=${() => this.#rotate(key)}>Rotate…</button>
            <button type="button" class="button-quiet" aria-label="Revoke ${key.name}" @click=${() => this.#revoke(key)}>Revoke…</button>
          </div>` : nothing}
      </li>`;
  }

  async #make({ name, role, expires_at: days }, sent) {
    await this.#showing(() => request('POST', '/v1/api-keys', { name, role, ...expiryTime(days) }));
    sent.reset();
  }

  async #rotate(key) {
    const chosen = await asked({
      question: `Rotate ${key.name}?`,
      text: 'You get a new key with the same name, role and lifetime. The former goes on to work for a while, so that you can bring the new one everywhere.',
      action: 'Rotate',
      harmless: true,
      content: choice({ id: 'overlap', name: 'overlap', label: 'The former works', options: OVERLAPS, chosen: 'PT24H' }),
    });
    if (chosen) {
      this.change(() => this.#showing(() => request('POST', `/v1/api-keys/${key.id}/rotate`, chosen)), `${key.name} is rotated.`);
    }
  }

  async #revoke(key) {
    const sure = await asked({
      question: `Revoke ${key.name}?`,
      text: `Whatever uses ck_${key.prefix}_… is refused within a second, for good.`,
      action: 'Revoke',
    });
    if (sure) {
      this.change(() => request('DELETE', `/v1/api-keys/${key.id}`), `${key.name} is revoked.`);
    }
  }

  async #showing(make) {
    const made = await make();
    this.#secret = { title: `The key “${made.name}”`, value: made.key, text: 'Take it to where it is used, now.' };
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

  async #read(cursor) {
    const page = await request('GET', `/v1/api-keys?cursor=${encodeURIComponent(cursor)}`);
    this.#keys = [...this.#keys, ...page.data];
    this.#next = page.next_cursor;
  }
}

function state({ usable, revoked_at: revoked, expires_at: end, replaced_by: successor }) {
  if (!usable) {
    return revoked ? 'revoked' : 'ended';
  }
  return successor ? `replaced, works until ${moment(end)}` : 'works';
}

function facts({ created_at: created, created_by: by, last_used_at: used, expires_at: end, revoked_at: revoked }) {
  return [
    `made ${moment(created)}${by ? ` by ${by}` : ''}`,
    used ? `last used ${moment(used)}` : 'never used',
    revoked ? `revoked ${moment(revoked)}` : end ? `ends ${moment(end)}` : 'without an end',
  ].join(' · ');
}

customElements.define('carillon-api-keys', ApiKeys);
