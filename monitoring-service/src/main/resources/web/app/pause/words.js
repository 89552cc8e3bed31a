// How pauses are told. Pure functions.

import { moment } from '../../shared/time.js';

const CHANNELS = { email: 'e-mails', webhook: 'webhooks', event: 'webhook events' };

/** What a scope stops, as a person would say it. */
export function scopeWords({ channel, priority }) {
  const what = channel ? CHANNELS[channel] ?? channel : priority ? 'jobs' : 'everything';
  return priority ? `${what} of ${priority} priority` : what;
}

/** Whose jobs a pause holds back. */
export function ownerWords(pause) {
  return pause.organization_id == null
    ? 'every organization'
    : pause.organization_name ?? `organization ${pause.organization_id}`;
}

export function endWords({ ends_at: end }) {
  return end ? `until ${moment(end)}` : 'until somebody resumes it';
}
