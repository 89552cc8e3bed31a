const DEADLINE = 10_000;

/** Asks for a pause. Fails with what is wrong, in a sentence. */
export async function pause(order) {
  await send('/v1/pauses', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(order) });
}

/** Ends a pause. One that is gone already is as good as ended. */
export async function resume(id) {
  await send(`/v1/pauses/${encodeURIComponent(id)}`, { method: 'DELETE' }, 404);
}

/** What is paused now: newer than the overview, which may be a second old. */
export async function current() {
  return (await send('/v1/pauses', {})).json();
}

/** Organizations whose names begin like that, some of them. */
export async function organizations(name) {
  return (await (await send(`/v1/organizations?${new URLSearchParams({ name })}`, {})).json()).data;
}

async function send(address, options, alsoGood) {
  let response;
  try {
    response = await fetch(address, { ...options, signal: AbortSignal.timeout(DEADLINE) });
  } catch {
    throw new Error('The monitoring service cannot be reached. Nothing may have changed: try again.');
  }
  if (response.status === 401) {
    const here = encodeURIComponent(location.pathname + location.search);
    location.assign(`/admin/sign-in?next=${here}`);
    throw new Error('You are no longer signed in.');
  }
  if (!response.ok && response.status !== alsoGood) {
    throw new Error(await explanation(response));
  }
  return response;
}

const FIELDS = { organization_id: 'Organization', reason: 'Reason', ends_at: 'End', name: 'Organization', channel: 'Channel', priority: 'Priority' };

async function explanation(response) {
  const problem = await response.json().catch(() => ({}));
  const mistakes = (problem.errors ?? []).map(({ field, message }) => `${FIELDS[field] ?? field} ${message}.`);
  return mistakes.length ? mistakes.join(' ') : problem.detail ?? `The monitoring service answered ${response.status}.`;
}
