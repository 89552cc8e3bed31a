// How forms are sent, and how what is wrong with them is shown: at the field, which gets the focus, or above the form.

import { Refusal } from './http.js';

/** Does `act` with what was typed whenever the form is sent, one try at a time. */
export function whenSent(form, act) {
  form.addEventListener('submit', (event) => send(event, act));
}

/** The same for a form whose event is at hand. */
export async function send(event, act) {
  event.preventDefault();
  const form = event.currentTarget;
  if (form.getAttribute('aria-busy') === 'true') {
    return;
  }
  forget(form);
  try {
    refuseIncomplete(form);
    form.setAttribute('aria-busy', 'true');
    await act(values(form), form);
  } catch (refusal) {
    show(form, refusal);
  } finally {
    form.removeAttribute('aria-busy');
  }
}

/** What was typed: texts by name, lists of them for boxes. What is hidden or empty is left out. */
function values(form) {
  const typed = {};
  for (const field of fields(form)) {
    if (field.type === 'checkbox') {
      typed[field.name] ??= [];
      if (field.checked) {
        typed[field.name].push(field.value);
      }
    } else if (field.value !== '') {
      typed[field.name] = field.type === 'password' ? field.value : field.value.trim();
    }
  }
  return typed;
}

function fields(form) {
  return [...form.elements].filter((field) => field.name && !field.closest('[hidden]'));
}

// Known without asking: tries are counted.
function refuseIncomplete(form) {
  const errors = fields(form).flatMap((field) => {
    const length = [...field.value].length;
    const message = field.required && field.value.trim() === '' ? 'is required'
      : field.validity.typeMismatch ? `must be ${field.type === 'url' ? 'an address that begins with https://' : 'an e-mail address'}`
        : field.minLength > length ? `must have at least ${field.minLength} characters` : '';
    return message ? [{ field: field.name, message }] : [];
  });
  if (errors.length) {
    throw new Refusal(422, '', errors);
  }
}

function forget(form) {
  form.querySelector('[data-refusal]').hidden = true;
  for (const field of form.elements) {
    field.removeAttribute('aria-invalid');
  }
  form.querySelectorAll('.field-error').forEach((error) => { error.textContent = ''; });
}

function show(form, refusal) {
  const elsewhere = [];
  let first;
  for (const { field: path, message } of refusal.errors ?? []) {
    // Of a list the whole is marked: event_types[2] is event_types.
    const name = path.replace(/[[.].*/, '');
    const field = fields(form).find((candidate) => candidate.name === name);
    const error = field && document.getElementById(errorId(field));
    if (!error) {
      elsewhere.push(sentence(name === 'token' ? 'This link' : name, message));
      continue;
    }
    error.textContent = [error.textContent, sentence(label(field), message)].join(' ').trim();
    field.setAttribute('aria-invalid', 'true');
    first ??= field;
  }
  if (!first || elsewhere.length) {
    const notice = form.querySelector('[data-refusal]');
    notice.textContent = elsewhere.join(' ') || refusal.message;
    notice.hidden = false;
    first ?? notice.focus();
  }
  first?.focus();
}

function errorId(field) {
  return field.getAttribute('aria-describedby')?.split(' ').find((id) => id.endsWith('-error'));
}

function label(field) {
  return field.closest('fieldset')?.querySelector('legend').textContent ?? field.labels[0].textContent;
}

function sentence(subject, message) {
  return `${subject.trim()} ${message}${/[.!?]$/.test(message) ? '' : '.'}`;
}
