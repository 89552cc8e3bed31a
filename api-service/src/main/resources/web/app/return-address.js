const KEY = 'carillon.next';

/** Remembers where to go, for as long as this window is with the provider that signs people in. */
export function keepForLater(address) {
  sessionStorage.setItem(KEY, address);
}

/** Where to go, once; null when nothing is remembered. */
export function kept() {
  const address = sessionStorage.getItem(KEY);
  sessionStorage.removeItem(KEY);
  return address?.startsWith('/account/') ? address : null;
}
