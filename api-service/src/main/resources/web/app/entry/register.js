import { whenSent } from '../form.js';
import { ask } from '../http.js';
import { sent } from './sent.js';

/** Takes new people in, where that is open. */
export function register(page) {
  const form = page.querySelector('form');
  if (form) {
    whenSent(form, async ({ email, organization, password }) => {
      const { detail } = await ask('POST', '/v1/auth/register', { email, organization, password });
      sent(form, detail);
    });
  }
}
