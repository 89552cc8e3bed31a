// What roles may do, as far as it decides what is shown. The service decides what is done.

const FROM_MOST_TO_LEAST = ['owner', 'admin', 'contributor', 'reader', 'sender'];
const OF_PEOPLE = ['owner', 'admin', 'contributor', 'reader'];
const OF_KEYS = ['admin', 'contributor', 'reader', 'sender'];

const WORDS = {
  owner: 'Owner: answers for the organization, reads the audit log',
  admin: 'Admin: manages members, API keys and webhooks',
  contributor: 'Contributor: submits and changes jobs',
  reader: 'Reader: sees jobs and settings',
  sender: 'Sender: submits jobs, sees nothing',
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
