import { html, nothing } from 'lit';
import { request, tellOthers } from './request.js';
import { manages } from './roles.js';

/** The rest of the header: where one can go, for whom one acts, and the way out. */
export function navigation({ account, organization, organizations }, current) {
  const link = (name, text) => html`
    <li><a href="/account/${name}" aria-current=${name === current ? 'page' : nothing}>${text}</a></li>`;
  return html`
    <nav class="shell-nav" aria-label="Settings">
      <ul>
        ${organization ? link('members', 'Members') : nothing}
        ${organization && manages(organization.role) ? link('api-keys', 'API keys') : nothing}
        ${organization ? link('webhooks', 'Webhooks') : nothing}
        ${organization?.role === 'owner' ? link('audit-log', 'Audit log') : nothing}
        ${link('you', 'Your account')}
      </ul>
    </nav>
    <div class="shell-account">
      <p class="acting">
        ${acting(organization, organizations)}
        <span class="shell-email" title="${account.email}">${account.email}</span>
      </p>
      <button type="button" class="button-quiet" @click=${signOut}>Sign out</button>
    </div>`;
}

function acting(organization, organizations) {
  return organizations.length > 1
    ? html`<a href="/account/organizations" aria-label="${organization?.name ?? 'No organization'}: choose another organization">
        ${organization?.name ?? 'Choose an organization'} <span aria-hidden="true">▾</span></a>`
    : html`<strong>${organization?.name ?? nothing}</strong>`;
}

async function signOut({ currentTarget: button }) {
  try {
    await request('POST', '/v1/auth/logout');
    tellOthers();
    location.replace('/account/sign-in?said=signed-out');
  } catch (refusal) {
    button.textContent = refusal.status === 401 ? 'Sign out' : 'Not signed out: try again';
  }
}
