import { html, nothing } from 'lit';
import { Panel } from './panel.js';
import { request, tellOthers } from './request.js';
import { roleWords } from './roles.js';

/** For which of their organizations somebody acts. */
class Organizations extends Panel {
  render() {
    const { organizations } = this.session;
    return this.frame('Organizations', 'You act for one of them at a time.', () => html`
      <section class="panel" aria-label="Organizations">
        ${organizations.length === 0
          ? html`<p class="empty">You belong to no organization at the moment. Let somebody invite you: a mail then brings you a link.</p>`
          : html`<ul class="records">${organizations.map((organization) => this.#item(organization))}</ul>`}
      </section>`);
  }

  #item({ id, name, role }) {
    const current = id === this.session.organization?.id;
    return html`
      <li>
        <div>
          <h2 class="record-name">${name} ${current ? html`<span class="badge badge-good">you act for it</span>` : nothing}</h2>
          <p class="hint">${roleWords(role)}</p>
        </div>
        ${current
          ? html`<a class="button-quiet" href="/account/members">Settings</a>`
          : html`<button type="button" class="button-quiet" aria-label="Act for ${name}" @click=${() => this.#enter(id)}>Act for it</button>`}
      </li>`;
  }

  #enter(id) {
    this.change(async () => {
      await request('PATCH', '/v1/auth/session', { organization_id: id });
      tellOthers();
      location.assign('/account/members');
    }, '');
  }
}

customElements.define('carillon-organizations', Organizations);
