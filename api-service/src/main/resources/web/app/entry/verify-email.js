import { whenSent } from '../form.js';
import { ask } from '../http.js';
import { withToken } from './token.js';

/** Proves an address. By a button: some mail servers open links to look at them. */
export function verifyEmail(page) {
  withToken(page, (form, token) => whenSent(form, async () => {
    await ask('POST', '/v1/auth/verify-email', { token });
    location.replace('/account/sign-in?said=confirmed');
  }));
}
