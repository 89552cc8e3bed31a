const MOMENT = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' });

/** A point in time as people write it, in the time zone of their browser. */
export function moment(instant) {
  return MOMENT.format(new Date(instant));
}
