import { html, nothing, render } from 'lit';

/**
 * Asks before something is done that cannot be undone. Answers what was chosen in `content`, by name, or null when it is not to be
 * done.
 *
 * @param question what is asked, with the name of the thing
 * @param text what will happen
 * @param action what the button says that does it
 * @param content fields, if there is more to choose
 * @param harmless whether nothing gets lost by it
 */
export function asked({ question, text, action, content = nothing, harmless = false }) {
  const dialog = document.createElement('dialog');
  dialog.className = 'dialog';
  dialog.setAttribute('aria-labelledby', 'dialog-question');
  dialog.setAttribute('aria-describedby', 'dialog-text');
  const answer = new Promise((resolve) => {
    let chosen = null;
    const agree = (event) => {
      event.preventDefault();
      chosen = Object.fromEntries(new FormData(event.currentTarget));
      dialog.close();
    };
    render(html`
      <form @submit=${agree}>
        <h2 id="dialog-question">${question}</h2>
        <p id="dialog-text">${text}</p>
        ${content}
        <div class="dialog-actions">
          <button type="button" class="button-quiet" autofocus @click=${() => dialog.close()}>Cancel</button>
          <button type="submit" class="${harmless ? 'button-primary' : 'button-danger'}">${action}</button>
        </div>
      </form>`, dialog);
    // Also by the escape key.
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(chosen);
    });
  });
  document.body.append(dialog);
  dialog.showModal();
  return answer;
}
