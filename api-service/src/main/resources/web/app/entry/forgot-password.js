import { whenSent } from '../form.js';
import { ask } from '../http.js';
import { sent } from './sent.js';

/** Asks for the mail by which a new password is chosen. */
export function forgotPassword(page) {
  const form = page.querySelector('form');
  whenSent(form, async ({ email }) => {
    const { detail } = await ask('POST', '/v1/auth/password-reset', { email });
    sent(form, detail);
  });
}
