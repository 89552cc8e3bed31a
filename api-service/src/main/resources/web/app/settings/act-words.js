const WORDS = {
  'organization.created': (subject) => `made the organization ${subject}`,
  'member.invited': (subject, { role }) => `invited ${subject} as ${role}`,
  'invitation.revoked': (subject) => `took back the invitation of ${subject}`,
  'member.joined': (subject, { role }) => `joined as ${role}`,
  'member.role_changed': (subject, { from, to }) => `changed the role of ${subject} from ${from} to ${to}`,
  'member.removed': (subject, { role }) => `removed ${subject}${role ? `, who was ${role}` : ''}`,
  'member.left': () => 'left the organization',
  'api_key.created': (subject, { role }) => `made the API key “${subject}” with the role ${role}`,
  'api_key.rotated': (subject) => `rotated the API key “${subject}”`,
  'api_key.revoked': (subject) => `revoked the API key “${subject}”`,
  'webhook_endpoint.created': (subject) => `added the webhook endpoint ${subject}`,
  'webhook_endpoint.changed': (subject) => `changed the webhook endpoint ${subject}`,
  'webhook_endpoint.deleted': (subject) => `deleted the webhook endpoint ${subject}`,
  'webhook_endpoint.enabled': (subject) => `enabled the webhook endpoint ${subject}`,
  'webhook_endpoint.disabled': (subject) => `disabled the webhook endpoint ${subject}`,
  'webhook_endpoint.secret_rotated': (subject) => `gave the webhook endpoint ${subject} a new secret`,
  'webhook_endpoint.tested': (subject) => `sent a test to the webhook endpoint ${subject}`,
  'webhook_endpoint.replayed': (subject) => `had events sent again to the webhook endpoint ${subject}`,
  'jobs.paused': (subject, { reason }) => `paused jobs (${subject})${reason ? `: ${reason}` : ''}`,
  'jobs.resumed': (subject) => `resumed jobs (${subject})`,
  'rate_limit.set': (subject, { limit, window }) => `set the rate limit “${subject}” to ${limit} in ${window}`,
  'rate_limit.removed': (subject) => `took away the rate limit “${subject}” that differed from the usual`,
  'account.password_reset': () => 'chose a new password by a mail',
  'account.password_changed': () => 'changed their password',
};

/** An act as the end of a sentence that begins with who did it. One that is younger than this page is told by its name. */
export function actWords(act, subject, details) {
  return WORDS[act]?.(subject, details) ?? `${act} ${subject}`;
}
