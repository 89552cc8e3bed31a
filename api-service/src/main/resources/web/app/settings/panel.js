import { LitElement, html, nothing } from 'lit';

/** A page of settings: what is, read when it appears and after every change, and what was done or could not be. */
export class Panel extends LitElement {
  static properties = {
    /** Who is signed in, as `GET /v1/auth/session` says it. */
    session: { attribute: false },
    message: { state: true },
    failure: { state: true },
    loaded: { state: true },
  };

  #busy = false;

  constructor() {
    super();
    this.message = '';
    this.failure = '';
    this.loaded = false;
  }

  // Into the page itself: it shares the page's styles.
  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#read();
  }

  /** The role of who is signed in. */
  get role() {
    return this.session.organization?.role;
  }

  /** Reads what is to be shown. */
  async load() {}

  async #read() {
    this.failure = '';
    try {
      await this.load();
      this.loaded = true;
    } catch (refusal) {
      this.failure = refusal.message;
    }
    this.requestUpdate();
  }

  /** Does something that no form asks for. What was wrong is shown at the top. */
  async change(act, done) {
    if (this.#busy) {
      return;
    }
    this.#busy = true;
    try {
      await this.done(act, done);
    } catch (refusal) {
      await this.#tell('', refusal.message);
    } finally {
      this.#busy = false;
    }
  }

  /** Does something, shows what is now, and says what was done; fails as `act` does. */
  async done(act, done) {
    this.message = '';
    this.failure = '';
    await act();
    await this.load();
    await this.#tell(done, '');
  }

  async #tell(message, failure) {
    this.message = message;
    this.failure = failure;
    this.requestUpdate();
    await this.updateComplete;
    // What was pressed may be gone.
    this.querySelector(failure ? '.notice-bad' : 'h1').focus();
  }

  /** Appends to the list that a button stands below, and leads to the first that is new: the button may be gone. */
  async more({ currentTarget }, read) {
    const section = currentTarget.closest('section');
    const records = () => section.querySelectorAll('.records > li');
    const seen = records().length;
    try {
      await read();
      this.failure = '';
      this.requestUpdate();
      await this.updateComplete;
      records()[seen]?.focus();
    } catch (refusal) {
      await this.#tell('', refusal.message);
    }
  }

  /** The head of the page, and what its parts have in common. */
  frame(title, hint, content) {
    return html`
      <div class="page-head">
        <h1 tabindex="-1">${title}</h1>
        <p class="hint">${hint}</p>
      </div>
      <p class="done" role="status">${this.message}</p>
      ${this.failure ? html`<div class="notice notice-bad" role="alert" tabindex="-1"><p>${this.failure}</p></div>` : nothing}
      ${this.loaded ? content() : this.failure
        ? html`<button type="button" class="button-quiet again" @click=${() => this.#read()}>Try again</button>`
        : html`<p class="hint">Loading…</p>`}`;
  }

  /** In the place of a page that is not for this role. */
  notFor(title, roles) {
    return html`
      <div class="page-head"><h1 tabindex="-1">${title}</h1></div>
      <div class="notice" role="note"><p>This is for ${roles} of ${this.session.organization.name}; you are ${this.role}.</p></div>`;
  }
}
