import { html, nothing } from 'lit';

const COMMAND = `curl -X POST "\${CARILLON_API_URL:-http://localhost:8080}/v1/emails" \\
  -H "Authorization: Bearer $CARILLON_API_KEY" \\
  -H "Content-Type: application/json" \\
  -d '{"to": ["ada@example.com"], "subject": "Hello", "text": "It works."}'`;

/** What to do while there has never been a job. */
export function firstJob(overview) {
  const { jobs, parts } = overview;
  if (!jobs || parts.jobs.stale || Object.values(jobs.total).some((number) => number > 0)) {
    return nothing;
  }
  return html`
    <section class="panel first-job" aria-labelledby="first-job-title">
      <h2 id="first-job-title">No jobs yet</h2>
      <p>Submit the first one, and watch it here:</p>
      <div class="command">
        <pre tabindex="0" aria-label="Command"><code>${COMMAND}</code></pre>
        <button type="button" class="button-quiet" @click=${copy}>Copy</button>
      </div>
    </section>`;
}

async function copy(event) {
  const button = event.currentTarget;
  await navigator.clipboard.writeText(COMMAND);
  button.textContent = 'Copied';
}
