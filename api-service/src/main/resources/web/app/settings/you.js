import { html, nothing } from 'lit';
import { moment } from '../../shared/time.js';
import { send } from '../form.js';
import { browserWords } from './browser-words.js';
import { asked } from './dialog.js';
import { field, refusalNotice } from './field.js';
import { Panel } from './panel.js';
import { request, tellOthers } from './request.js';

/** The person's own: their sessions and their password. */
class You extends Panel {
  static properties = {
    /** What the server says besides: `shortest`, of a password, and `dashboard`, its address if there is one. */
    page: { attribute: false },
  };

  #sessions = [];

  async load() {
    this.#sessions = (await request('GET', '/v1/auth/sessions')).data;
  }

  render() {
    const { email } = this.session.account;
    return this.frame('Your account', email, () => html`
      <section class="panel" aria-labelledby="sessions-title">
        <div class="panel-head">
          <h2 id="sessions-title">Where you are signed in</h2>
          ${this.#sessions.length > 1 ? html`
            <button type="button" class="button-quiet" @click=${() => this.#endOthers()}>End all others</button>` : nothing}
        </div>
        <ul class="records">${this.#sessions.map((session) => this.#item(session))}</ul>
      </section>
      <section class="panel" aria-labelledby="password-title">
        <div class="panel-head"><h2 id="password-title">Change your password</h2></div>
        <p class="hint">All your sessions end with it, this one too.</p>
        <form class="fields" novalidate aria-labelledby="password-title" @submit=${(event) => send(event, changePassword)}>
          ${refusalNotice()}
          <input type="text" autocomplete="username" value="${email}" hidden>
          ${field({ id: 'current-password', name: 'current_password', label: 'Current password', type: 'password', autocomplete: 'current-password' })}
          ${field({ id: 'new-password', name: 'password', label: 'New password', type: 'password', autocomplete: 'new-password', shortest: this.page.shortest })}
          <button type="submit" class="button-primary">Change the password</button>
        </form>
      </section>
      ${this.page.dashboard ? html`
        <p class="aside hint">Administrators of this installation: <a href="${this.page.dashboard}">how all of it is doing</a>.</p>` : nothing}`);
  }

  #item({ id, current, browser, address, signed_in_at: begun, last_used_at: used }) {
    const name = browserWords(browser);
    return html`
      <li>
        <div>
          <h3 class="record-name">${name} ${current ? html`<span class="badge badge-good">this one</span>` : nothing}</h3>
          <p class="hint">from ${address} · since ${moment(begun)} · last used ${moment(used)}</p>
        </div>
        ${current ? nothing : html`
          <button type="button" class="button-quiet" aria-label="End the session of ${name} from ${address}"
            @click=${() => this.change(() => request('DELETE', `/v1/auth/sessions/${id}`), 'The session has ended.')}>End</button>`}
      </li>`;
  }

  async #endOthers() {
    const sure = await asked({
      question: 'End all other sessions?',
      text: 'Everybody who is signed in as you has to sign in again, but for this browser.',
      action: 'End them',
    });
    if (sure) {
      this.change(() => request('DELETE', '/v1/auth/sessions'), 'All other sessions have ended.');
    }
  }
}

async function changePassword({ current_password, password }) {
  await request('POST', '/v1/auth/password-change', { current_password, password });
  tellOthers();
  location.replace('/account/sign-in?said=password-changed');
}

customElements.define('carillon-you', You);
