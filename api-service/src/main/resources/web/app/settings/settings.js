import { html, render } from 'lit';
import { kept } from '../return-address.js';
import './api-keys.js';
import './audit-log.js';
import './members.js';
import './organizations.js';
import './webhooks.js';
import './you.js';
import { navigation } from './navigation.js';
import { request, whenOthersChange } from './request.js';

const PANELS = {
  members: (session) => html`<carillon-members .session=${session}></carillon-members>`,
  'api-keys': (session) => html`<carillon-api-keys .session=${session}></carillon-api-keys>`,
  webhooks: (session) => html`<carillon-webhooks .session=${session}></carillon-webhooks>`,
  'audit-log': (session) => html`<carillon-audit-log .session=${session}></carillon-audit-log>`,
  you: (session) => html`<carillon-you .session=${session} .page=${document.querySelector('main').dataset}></carillon-you>`,
  organizations: (session) => html`<carillon-organizations .session=${session}></carillon-organizations>`,
};

/** Shows a page of who is signed in; whoever is not is led to the sign-in. */
export async function settings(page) {
  const next = kept();
  if (next && next !== location.pathname + location.search) {
    location.replace(next);
    return;
  }
  whenOthersChange(() => location.reload());
  // A page that the browser kept may be another person's by now.
  addEventListener('pageshow', ({ persisted }) => persisted && location.reload());
  const main = document.createElement('div');
  page.append(main);
  render(html`<p class="hint" role="status">Loading…</p>`, main);
  try {
    const session = await request('GET', '/v1/auth/session');
    const name = session.organization || page.dataset.settings === 'you' ? page.dataset.settings : 'organizations';
    render(navigation(session, name), document.querySelector('.settings-header'));
    // On a phone the links are wider than the screen.
    document.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
    render(PANELS[name](session), main);
  } catch (refusal) {
    render(html`<div class="notice notice-bad" role="alert"><p>${refusal.message}</p></div>`, main);
  }
}
