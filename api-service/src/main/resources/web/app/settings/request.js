import { ask } from '../http.js';

// One session, however many windows: what changes whom it acts for in one must not surprise another.
const windows = new BroadcastChannel('carillon-account');

/** Asks the service; whoever's session has ended is led to the sign-in, and back afterwards. */
export async function request(method, address, body) {
  try {
    return await ask(method, address, body);
  } catch (refusal) {
    if (refusal.status === 401) {
      const here = encodeURIComponent(location.pathname);
      location.replace(`/account/sign-in?said=ended&next=${here}`);
    }
    throw refusal;
  }
}

/** Tells this person's other windows that the session is not what it was. */
export function tellOthers() {
  windows.postMessage('changed');
}

export function whenOthersChange(act) {
  windows.addEventListener('message', act);
}
