import { whenSent } from '../form.js';
import { ask } from '../http.js';
import { withToken } from './token.js';

/** Accepts an invitation. Whether a password is needed, for a new account, the service says when it is asked without. */
export function invitation(page) {
  withToken(page, (form, token) => whenSent(form, async ({ password }) => {
    const choice = form.querySelector('[data-new-account]');
    try {
      await ask('POST', '/v1/invitations/accept', { token, ...(password && { password }) });
    } catch (refusal) {
      const wanted = choice.hidden && refusal.errors?.some(({ field }) => field === 'password');
      if (!wanted) {
        throw refusal;
      }
      choice.hidden = false;
      choice.querySelector('input').focus();
      return;
    }
    location.replace(await landing());
  }));
}

/** Who is signed in already chooses the organization. */
async function landing() {
  const signedIn = await ask('GET', '/v1/auth/session').then(() => true, () => false);
  return signedIn ? '/account/organizations' : '/account/sign-in?said=joined&next=%2Faccount%2Forganizations';
}
