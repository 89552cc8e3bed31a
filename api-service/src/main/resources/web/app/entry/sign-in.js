import { whenSent } from '../form.js';
import { ask } from '../http.js';
import { keepForLater } from '../return-address.js';

/** Signs people in, and leads them to where they wanted to go. */
export function signIn(page) {
  // The server has looked that it is one of our pages.
  const { next } = page.dataset;
  whenSent(page.querySelector('form'), async ({ email, password }) => {
    await ask('POST', '/v1/auth/login', { email, password });
    location.replace(next);
  });
  page.querySelector('[data-provider]')?.addEventListener('click', () => keepForLater(next));
}
