import { html } from 'lit';

/**
 * A text to be taken somewhere else, with a button that copies it.
 *
 * @param name what it is, for those who do not see it
 */
export function command(text, name) {
  return html`
    <div class="command">
      <pre tabindex="0" role="group" aria-label="${name}"><code>${text}</code></pre>
      <button type="button" class="button-quiet" @click=${(event) => copy(event.currentTarget, text)}>Copy</button>
    </div>`;
}

async function copy(button, text) {
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = 'Copied';
  } catch {
    // Without TLS browsers have no clipboard for pages: the text is marked, and the keyboard copies it.
    getSelection().selectAllChildren(button.closest('.command').querySelector('code'));
    button.textContent = 'Marked: copy it';
  }
}
