import { whenSent } from '../form.js';
import { ask } from '../http.js';
import { withToken } from './token.js';

/** Sets a new password by the token of a mail. */
export function resetPassword(page) {
  withToken(page, (form, token) => whenSent(form, async ({ password }) => {
    await ask('POST', '/v1/auth/password-reset/confirm', { token, password });
    location.replace('/account/sign-in?said=password-changed');
  }));
}
