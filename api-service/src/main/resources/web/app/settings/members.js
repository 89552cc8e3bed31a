import { html, nothing } from 'lit';
import { moment } from '../../shared/time.js';
import { asked } from './dialog.js';
import { invitations } from './invitations.js';
import { Panel } from './panel.js';
import { request, tellOthers } from './request.js';
import { grants, manages, roleWords, rolesForPeople } from './roles.js';

/** The people of the organization, and who is invited to it. */
class Members extends Panel {
  #members = [];
  #next = null;
  #invitations = [];

  async load() {
    const [page, invited] = await Promise.all([
      request('GET', '/v1/members'),
      manages(this.role) ? request('GET', '/v1/invitations') : { data: [] },
    ]);
    this.#members = page.data;
    this.#next = page.next_cursor;
    this.#invitations = invited.data;
  }

  render() {
    const { name } = this.session.organization;
    return this.frame('Members', name, () => html`
      <section class="panel" aria-label="Members">
        <ul class="records">${this.#members.map((member) => this.#item(member))}</ul>
        ${this.#next ? html`<button type="button" class="button-quiet" @click=${(event) => this.more(event, () => this.#read(this.#next))}>Show more</button>` : nothing}
      </section>
      ${manages(this.role) ? invitations(this.#invitations, this.role, this) : nothing}`);
  }

  #item(member) {
    const own = member.id === this.session.account.id;
    return html`
      <li tabindex="-1" data-member="${member.email}">
        <div>
          <h2 class="record-name">${member.email} ${own ? html`<span class="badge badge-good">you</span>` : nothing}</h2>
          <p class="hint">${roleWords(member.role)} · since ${moment(member.joined_at)}</p>
        </div>
        ${manages(this.role) && grants(this.role, member.role) ? this.#actions(member, own) : nothing}
      </li>`;
  }

  #actions(member, own) {
    const save = (event) => {
      event.preventDefault();
      const { role } = Object.fromEntries(new FormData(event.currentTarget));
      this.change(() => request('PATCH', `/v1/members/${member.id}`, { role }).then(() => own && this.#reload()),
        `${member.email} is ${role} now.`);
    };
    return html`
      <form class="actions" @submit=${save}>
        <select name="role" aria-label="Role of ${member.email}">
          ${rolesForPeople(this.role).map((role) => html`<option value="${role}" ?selected=${role === member.role}>${role}</option>`)}
        </select>
        <button type="submit" class="button-quiet" aria-label="Change the role of ${member.email}">Change</button>
        <button type="button" class="button-quiet" aria-label="${own ? 'Leave the organization' : `Remove ${member.email}`}"
          @click=${() => this.#remove(member, own)}>${own ? 'Leave' : 'Remove'}</button>
      </form>`;
  }

  async #remove(member, own) {
    const { name } = this.session.organization;
    const sure = await asked(own
      ? { question: `Leave ${name}?`, text: 'You come back only when somebody invites you again.', action: 'Leave' }
      : {
        question: `Remove ${member.email}?`,
        text: `They can do nothing in ${name} any more, within a second. What they did stays, and so do the API keys that they made.`,
        action: 'Remove',
      });
    if (sure) {
      this.change(() => request('DELETE', `/v1/members/${member.id}`).then(() => own && this.#reload()),
        `${member.email} is removed.`);
    }
  }

  // What one may see is another now.
  #reload() {
    tellOthers();
    location.reload();
  }

  async #read(cursor) {
    const page = await request('GET', `/v1/members?cursor=${encodeURIComponent(cursor)}`);
    this.#members = [...this.#members, ...page.data];
    this.#next = page.next_cursor;
  }
}

customElements.define('carillon-members', Members);
