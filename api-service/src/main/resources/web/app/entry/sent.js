/** Puts what was done in the place of the form, and tells it. */
export function sent(form, text) {
  const notice = document.createElement('div');
  notice.className = 'notice notice-good';
  notice.setAttribute('role', 'status');
  notice.tabIndex = -1;
  notice.textContent = text;
  form.replaceWith(notice);
  notice.focus();
}
