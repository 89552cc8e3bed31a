import { html } from 'lit';
import { moment } from '../../shared/time.js';
import { send } from '../form.js';
import { asked } from './dialog.js';
import { choice, field, refusalNotice } from './field.js';
import { request } from './request.js';
import { roleWords, rolesForPeople } from './roles.js';

/**
 * The invitations that stand, and the form for another.
 *
 * @param role of who is signed in
 * @param panel what shows them
 */
export function invitations(open, role, panel) {
  return html`
    <section class="panel" aria-labelledby="invitations-title">
      <div class="panel-head"><h2 id="invitations-title">Invitations</h2></div>
      ${open.length === 0
        ? html`<p class="empty">Nobody is invited at the moment.</p>`
        : html`<ul class="records">${open.map((invitation) => item(invitation, panel))}</ul>`}
      <h3 class="form-title">Invite somebody</h3>
      ${form(role, panel)}
    </section>`;
}

function item(invitation, panel) {
  return html`
    <li data-invitation="${invitation.email}">
      <div>
        <h3 class="record-name">${invitation.email}</h3>
        <p class="hint">as ${invitation.role}, invited by ${invitation.invited_by} · ends ${moment(invitation.expires_at)}</p>
      </div>
      <button type="button" class="button-quiet" aria-label="Take back the invitation of ${invitation.email}"
        @click=${() => takeBack(invitation, panel)}>Take back</button>
    </li>`;
}

function form(role, panel) {
  const roles = rolesForPeople(role).toReversed();
  return html`
    <form class="fields" novalidate aria-label="Invite somebody" @submit=${(event) => send(event, (typed, sent) => invite(typed, sent, panel))}>
      ${refusalNotice()}
      ${field({ id: 'invitation-email', name: 'email', label: 'E-mail address', type: 'email' })}
      ${choice({ id: 'invitation-role', name: 'role', label: 'Role', options: roles.map((each) => [each, roleWords(each)]) })}
      <button type="submit" class="button-primary">Send the invitation</button>
    </form>`;
}

async function invite({ email, role }, sent, panel) {
  await panel.done(() => request('POST', '/v1/invitations', { email, role }), `A mail with the invitation is on its way to ${email}.`);
  sent.reset();
}

async function takeBack(invitation, panel) {
  const sure = await asked({
    question: `Take back the invitation of ${invitation.email}?`,
    text: 'The link in the mail does not work any more.',
    action: 'Take back',
  });
  if (sure) {
    panel.change(() => request('DELETE', `/v1/invitations/${invitation.id}`), `The invitation of ${invitation.email} is taken back.`);
  }
}
