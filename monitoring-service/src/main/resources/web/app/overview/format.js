// How numbers, durations and times are written. Pure functions.

const WHOLE = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const SHORT = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
const CLOCK = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
const MINUTE = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

export const ABSENT = '–';

export function count(value) {
  return WHOLE.format(value);
}

/** A rate: with a decimal while that tells something. */
export function rate(value) {
  return value > 0 && value < 0.05 ? '<0.1' : value < 100 ? SHORT.format(value) : WHOLE.format(value);
}

export function percent(share) {
  return share == null ? ABSENT : `${WHOLE.format(share * 100)} %`;
}

export function bytes(value) {
  return value == null ? ABSENT : `${WHOLE.format(value / 1024 / 1024)} MiB`;
}

export function clock(instant) {
  return CLOCK.format(new Date(instant));
}

export function minute(instant) {
  return MINUTE.format(new Date(instant));
}

const ISO_DURATION = /^PT(?:(-?\d+)H)?(?:(-?\d+)M)?(?:(-?\d+(?:\.\d+)?)S)?$/;

/** Seconds of an ISO 8601 duration as the server writes it; null of null. */
export function seconds(isoDuration) {
  if (isoDuration == null) {
    return null;
  }
  const parts = ISO_DURATION.exec(isoDuration);
  if (!parts) {
    return null;
  }
  return Number(parts[1] ?? 0) * 3600 + Number(parts[2] ?? 0) * 60 + Number(parts[3] ?? 0);
}

/** A latency of so many seconds: two or three significant digits, in the unit that people would use. */
export function latency(value) {
  if (value == null) {
    return ABSENT;
  }
  if (value === 0) {
    return '0';
  }
  if (value < 0.001) {
    return `${WHOLE.format(value * 1e6)} µs`;
  }
  if (value < 0.0995) {
    return `${SHORT.format(value * 1000)} ms`;
  }
  if (value < 0.9995) {
    return `${WHOLE.format(value * 1000)} ms`;
  }
  return value < 60 ? `${SHORT.format(value)} s` : age(value);
}

/** A span of so many seconds, in the two largest units that it has. */
export function age(value) {
  if (value == null) {
    return ABSENT;
  }
  const whole = Math.max(0, Math.floor(value));
  const units = [
    [Math.floor(whole / 86400), 'd'],
    [Math.floor(whole / 3600) % 24, 'h'],
    [Math.floor(whole / 60) % 60, 'min'],
    [whole % 60, 's'],
  ];
  const first = units.findIndex(([amount]) => amount > 0);
  if (first < 0) {
    return '0 s';
  }
  return units
    .slice(first, first + 2)
    .filter(([amount], index) => index === 0 || amount > 0)
    .map(([amount, unit]) => `${amount} ${unit}`)
    .join(' ');
}
