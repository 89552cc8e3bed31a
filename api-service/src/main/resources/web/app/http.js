const DEADLINE = 20_000;
const UNREACHABLE = 'The service cannot be reached. Nothing may have changed: try again.';

/** What the service would not do. */
export class Refusal extends Error {
  /**
   * @param status 0 when there was no answer
   * @param message for people, in a sentence
   * @param errors what is wrong with which field: `[{field, message}]`
   */
  constructor(status, message, errors = []) {
    super(message);
    this.status = status;
    this.errors = errors;
  }
}

/** Asks the service, as the person whose cookie the browser has. Answers the JSON, or null; fails with a `Refusal`. */
export async function ask(method, address, body) {
  let response;
  try {
    response = await fetch(address, {
      method,
      // Says that a page of ours asks: no other page can send it.
      headers: { accept: 'application/json', 'x-carillon-request': '1', ...(body && { 'content-type': 'application/json' }) },
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(DEADLINE),
    });
  } catch {
    throw new Refusal(0, UNREACHABLE);
  }
  const answer = await response.json().catch(() => null);
  if (response.ok) {
    return answer;
  }
  throw new Refusal(response.status, words(response, answer), answer?.errors);
}

function words(response, problem) {
  if (response.status === 429) {
    return `That were too many attempts in a short time. Try again in ${patience(response)}.`;
  }
  return problem?.detail ?? `The service answered ${response.status}. Try again.`;
}

function patience(response) {
  const seconds = Number(response.headers.get('retry-after')) || 60;
  const minutes = Math.ceil(seconds / 60);
  return seconds < 60 ? `${seconds} seconds` : minutes === 1 ? 'a minute' : `${minutes} minutes`;
}
