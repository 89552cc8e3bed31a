import { html, nothing } from 'lit';

/** A field of a form, with a place for its hint and for what is wrong with it. Other attributes are those of the input. */
export function field({ id, name, label, type = 'text', hint, autocomplete = 'off', required = true, shortest }) {
  return html`
    <div class="field">
      <label for="${id}">${label}</label>
      <input id="${id}" name="${name}" type="${type}" autocomplete="${autocomplete}" ?required=${required}
        minlength=${shortest ?? nothing} spellcheck="false" autocapitalize="none"
        aria-describedby="${hint ? `${id}-hint ` : ''}${id}-error">
      ${hint ? html`<p class="hint" id="${id}-hint">${hint}</p>` : nothing}
      <p class="field-error" id="${id}-error"></p>
    </div>`;
}

/** A choice of one: `options` are `[value, text]`. */
export function choice({ id, name, label, options, hint, chosen }) {
  return html`
    <div class="field">
      <label for="${id}">${label}</label>
      <select id="${id}" name="${name}" aria-describedby="${hint ? `${id}-hint ` : ''}${id}-error">
        ${options.map(([value, text]) => html`<option value="${value}" ?selected=${value === chosen}>${text}</option>`)}
      </select>
      ${hint ? html`<p class="hint" id="${id}-hint">${hint}</p>` : nothing}
      <p class="field-error" id="${id}-error"></p>
    </div>`;
}

/** A choice of any: `options` are `[value, text]`, all of them chosen at first. */
export function boxes({ id, name, label, options }) {
  return html`
    <fieldset class="field boxes">
      <legend>${label}</legend>
      ${options.map(([value, text]) => html`
        <label><input type="checkbox" name="${name}" value="${value}" checked aria-describedby="${id}-error"> ${text}</label>`)}
      <p class="field-error" id="${id}-error"></p>
    </fieldset>`;
}

/** The place above a form for what is wrong with no field of it. */
export function refusalNotice() {
  return html`<div class="notice notice-bad" role="alert" tabindex="-1" data-refusal hidden></div>`;
}
