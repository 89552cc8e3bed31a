import { html, nothing } from 'lit';
import { command } from '../../shared/command.js';

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
      ${command(COMMAND, 'Command')}
    </section>`;
}
