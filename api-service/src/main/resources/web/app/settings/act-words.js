const WORDS = {
  'organization.created': (subject) => `made the organization ${subject}`,
  'member.invited': (subject, { role }) => `invited ${subject} as ${role}`,
  'invitation.revoked': (subject) => `took back the invitation of ${subject}`,
  'member.joined': (subject, { role }) => `joined as ${role}`,
  'member.role_changed': (subject, { from, to }) => `changed the role of ${subject} from ${from} to ${to}`,
  'member.removed': (subject, { role }) => `removed ${subject}${role ? `, who was ${role}` : ''}`,
  'api_key.created': (subject, { role }) => `made the API key “${subject}” with the role ${role}`,
  'api_key.rotated': (subject) => `rotated the API key “${subject}”`,
  'api_key.revoked': (subject) => `revoked the API key “${subject}”`,
  'account.password_reset': () => 'chose a new password by a mail',
  'account.password_changed': () => 'changed their password',
};

/** An act as the end of a sentence that begins with who did it. One that is younger than this page is told by its name. */
export function actWords(act, subject, details) {
  return WORDS[act]?.(subject, details) ?? `${act} ${subject}`;
}
