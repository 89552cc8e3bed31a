import { organizations } from './requests.js';

// An id alone, or behind a name that several organizations have.
const ID = /(?:^|\()([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\)?$/i;

/** What to offer while a name is typed: the name where it says which organization is meant, else with the id behind it. */
export function offers(found) {
  const names = found.map(({ name }) => name.toLowerCase());
  return found.map(({ id, name }) => {
    const alone = names.filter((other) => other === name.toLowerCase()).length === 1;
    return { id, name, text: alone ? name : `${name} (${id})` };
  });
}

/** The organization that a text means: `{id, name}`. Fails with what to do, in a sentence, where it means none or several. */
export async function meant(text) {
  const id = ID.exec(text)?.[1];
  if (id) {
    return { id, name: text.slice(0, -id.length - 2).trim() || 'one organization' };
  }
  const named = (await organizations(text)).filter(({ name }) => name.toLowerCase() === text.toLowerCase());
  if (named.length === 0) {
    throw new Error(`No organization is named “${text}”. Choose one from the list, or give its id.`);
  }
  if (named.length > 1) {
    throw new Error(`Several organizations are named “${text}”. Choose one from the list, by its id.`);
  }
  return named[0];
}
