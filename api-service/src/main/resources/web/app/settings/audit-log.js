import { html, nothing } from 'lit';
import { moment } from '../../shared/time.js';
import { actWords } from './act-words.js';
import { Panel } from './panel.js';
import { request } from './request.js';

const AT_ONCE = 50;

/** Who did what to the organization, newest first. */
class AuditLog extends Panel {
  #entries = [];
  #next = null;

  async load() {
    if (this.role === 'owner') {
      await this.#read('');
    }
  }

  async #read(cursor) {
    const page = await request('GET', `/v1/audit-log?limit=${AT_ONCE}${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
    this.#entries = cursor ? [...this.#entries, ...page.data] : page.data;
    this.#next = page.next_cursor;
  }

  render() {
    return this.role === 'owner'
      ? this.frame('Audit log', 'Who did what to the organization, newest first.', () => html`
        <section class="panel" aria-label="Entries">
          <ol class="records">${this.#entries.map((entry) => item(entry))}</ol>
          ${this.#next ? html`<button type="button" class="button-quiet" @click=${(event) => this.more(event, () => this.#read(this.#next))}>Show older entries</button>` : nothing}
        </section>`)
      : this.notFor('Audit log', 'owners');
  }
}

function item({ at, act, actor, subject, details, address }) {
  return html`
    <li tabindex="-1" data-act="${act}">
      <div>
        <p>${actor.kind === 'api_key' ? 'API key ' : ''}<strong>${actor.name}</strong> ${actWords(act, subject, details)}</p>
        <p class="hint"><time datetime="${at}">${moment(at)}</time>${address ? ` from ${address}` : ''}</p>
      </div>
    </li>`;
}

customElements.define('carillon-audit-log', AuditLog);
