import { LitElement, html, nothing } from 'lit';
import { pauseForm } from './pause-form.js';
import { meant } from './organizations.js';
import { current, organizations, pause, resume } from './requests.js';
import { moment } from '../../shared/time.js';
import { endWords, ownerWords, scopeWords } from './words.js';

// How long what was asked for after a change is newer than any overview that was made before it.
const FRESH_FOR = 3_000;

/** What is paused, and the means to pause and to resume. */
class PausePanel extends LitElement {
  static properties = {
    /** The pauses of the overview; null when they are not known. */
    pauses: { attribute: false },
    /** When the overview came, in milliseconds of the browser's clock. */
    receivedAt: { attribute: false },
    own: { state: true },
    busy: { state: true },
    message: { state: true },
    error: { state: true },
    order: { state: true },
    found: { state: true },
  };

  constructor() {
    super();
    this.pauses = null;
    this.receivedAt = 0;
    this.own = null;
    this.busy = false;
    this.message = '';
    this.error = '';
    this.order = {};
    this.found = [];
    this.searched = null;
  }

  // Into the page itself, as the overview is.
  createRenderRoot() {
    return this;
  }

  render() {
    const pauses = this.own && this.receivedAt < this.own.at + FRESH_FOR ? this.own.pauses : this.pauses;
    return html`
      <section class="panel pauses" aria-labelledby="pauses-title">
        <div class="panel-head">
          <h2 id="pauses-title" tabindex="-1">Pauses</h2>
          <p class="hint">${summary(pauses)}</p>
        </div>
        ${pauses ? this.#list(pauses) : html`<p class="empty">Not known: PostgreSQL does not answer.</p>`}
        <p class="pause-message" role="status">${this.message}</p>
        <details class="pause-order">
          <summary class="button-quiet">Pause…</summary>
          ${pauseForm(this.order, this.found, this.error, this.busy, {
            change: (order) => { this.order = order; },
            search: (name) => this.#search(name),
            submit: (order, form) => this.#pause(order, form),
          })}
        </details>
      </section>`;
  }

  #list({ data, installation, organization }) {
    const hidden = installation + organization - data.length;
    return data.length === 0
      ? html`<p class="empty"><span class="state-dot state-succeeded" aria-hidden="true"></span>Nothing is paused.</p>`
      : html`
        <ul class="records">${data.map((each) => this.#item(each))}</ul>
        ${hidden > 0 ? html`<p class="hint">and ${hidden} more: see GET /v1/pauses?organization_id=…</p>` : nothing}`;
  }

  #item(each) {
    const what = `${scopeWords(each)} of ${ownerWords(each)}`;
    return html`
      <li data-pause="${each.id}">
        <div>
          <h3>${capitalized(what)}
            ${each.organization_id == null ? html`<span class="badge badge-warn">everybody</span>` : nothing}</h3>
          <p>${each.reason}</p>
          <p class="hint">by ${each.paused_by} since ${moment(each.paused_at)}, ${endWords(each)}</p>
        </div>
        <button type="button" class="button-quiet" ?disabled=${this.busy} aria-label="Resume ${what}"
          @click=${() => this.#resume(each, what)}>Resume</button>
      </li>`;
  }

  // Answers may overtake each other: the last question counts. While there is none, what was typed is judged when it is sent.
  async #search(name) {
    if (name === this.searched) {
      return;
    }
    this.searched = name;
    try {
      const found = await organizations(name);
      if (name === this.searched) {
        this.found = found;
      }
    } catch {
      this.searched = null;
    }
  }

  async #pause({ organization, ...order }, form) {
    await this.#change(async () => {
      const whose = organization ? await meant(organization) : null;
      await pause(whose ? { ...order, organization_id: whose.id } : order);
      this.order = {};
      form.reset();
      form.closest('details').open = false;
      return `Paused: ${scopeWords(order)} of ${whose?.name ?? 'every organization'}.`;
    }, (problem) => { this.error = problem; });
  }

  async #resume(each, what) {
    await this.#change(async () => {
      await resume(each.id);
      return `Resumed: ${what}.`;
    }, (problem) => { this.message = problem; });
  }

  async #change(act, failed) {
    this.busy = true;
    this.message = '';
    this.error = '';
    try {
      const done = await act();
      this.own = { pauses: await current(), at: Date.now() };
      this.message = done;
      await this.updateComplete;
      // The button that was pressed may be gone.
      this.querySelector('h2').focus();
    } catch (problem) {
      failed(problem.message);
    } finally {
      this.busy = false;
    }
  }
}

function summary(pauses) {
  if (!pauses) {
    return nothing;
  }
  const { installation, organization } = pauses;
  return installation + organization === 0
    ? 'paused jobs are accepted and kept'
    : `${installation} of everybody, ${organization} of single organizations`;
}

function capitalized(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

customElements.define('carillon-pauses', PausePanel);
