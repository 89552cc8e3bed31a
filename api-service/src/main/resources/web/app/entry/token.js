/**
 * Takes the token of a mail's link out of the page's address, so that neither the history keeps it nor anybody reads it off the screen,
 * and gives the form to it. Where there is none the page says what to do.
 */
export function withToken(page, begin) {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (location.hash) {
    history.replaceState(null, '', location.pathname + location.search);
  }
  // A second link that is opened in the same window changes what is behind the hash mark, and loads nothing.
  addEventListener('hashchange', () => location.reload());
  if (token) {
    const form = page.querySelector('form');
    form.hidden = false;
    // Its attribute does not work behind a hash mark. Where there is just a button, nobody presses it by accident.
    form.querySelector('input')?.focus();
    begin(form, token);
  } else {
    page.querySelector('[data-no-token]').hidden = false;
  }
}
