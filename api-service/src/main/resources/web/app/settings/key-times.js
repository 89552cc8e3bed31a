// How long keys work.

const DAY = 86_400_000;

/** Days, and what to call them. */
export const EXPIRIES = [['', 'Never'], ['7', 'In 7 days'], ['30', 'In 30 days'], ['90', 'In 90 days'], ['365', 'In a year']];

/** How long the former key works beside its successor. */
export const OVERLAPS = [
  ['PT0S', 'no more'],
  ['PT1H', 'an hour longer'],
  ['PT24H', 'a day longer'],
  ['P7D', '7 days longer'],
  ['P30D', '30 days longer'],
];

/** The end of a key that works for so many days from now; nothing of none. */
export function expiryTime(days) {
  return days ? { expires_at: new Date(Date.now() + Number(days) * DAY).toISOString() } : {};
}
