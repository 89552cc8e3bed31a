// What roles may do, as far as it decides what is shown. The service decides what is done.

const FROM_MOST_TO_LEAST = ['owner', 'admin', 'contributor', 'reader', 'sender'];
const OF_PEOPLE = ['owner', 'admin', 'contributor', 'reader'];
const OF_KEYS = ['admin', 'contributor', 'reader', 'sender'];

// Short: they are choices of a form on a phone too.
const WORDS = {
  owner: 'Owner: all, with the audit log',
  admin: 'Admin: people, keys, webhooks',
  contributor: 'Contributor: all about jobs',
  reader: 'Reader: sees, changes nothing',
  sender: 'Sender: submits, sees nothing',
};

export function roleWords(role) {
  return WORDS[role] ?? role;
}

/** Whether somebody of that role manages members, keys and webhooks. */
export function manages(role) {
  return role === 'owner' || role === 'admin';
}

/** Whether who has a role may give another, or take it. */
export function grants(own, other) {
  return FROM_MOST_TO_LEAST.indexOf(own) <= FROM_MOST_TO_LEAST.indexOf(other);
}

export function rolesForPeople(own) {
  return OF_PEOPLE.filter((role) => grants(own, role));
}

export function rolesForKeys(own) {
  return OF_KEYS.filter((role) => grants(own, role));
}
