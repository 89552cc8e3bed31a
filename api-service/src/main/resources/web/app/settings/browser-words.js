// Most specific first: nearly all browsers claim to be Chrome and Safari too.
const BROWSERS = [[/Edg\//, 'Edge'], [/OPR\//, 'Opera'], [/Firefox\//, 'Firefox'], [/Chrom(e|ium)\//, 'Chrome'], [/Safari\//, 'Safari'], [/curl\//, 'curl']];
const SYSTEMS = [[/Android/, 'Android'], [/iPhone|iPad/, 'iOS'], [/Windows/, 'Windows'], [/Mac OS X/, 'macOS'], [/Linux/, 'Linux']];

/** A browser as people call it, of what it calls itself. */
export function browserWords(userAgent) {
  const name = (table) => table.find(([pattern]) => pattern.test(userAgent))?.[1];
  const browser = name(BROWSERS) ?? (userAgent.split(/[ /]/)[0] || 'A browser that does not say what it is');
  const system = name(SYSTEMS);
  return system ? `${browser} on ${system}` : browser;
}
