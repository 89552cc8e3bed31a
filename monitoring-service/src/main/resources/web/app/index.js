// What every page loads: the styles. What a page needs beyond them is loaded by that page alone.
import './style/tokens.css';
import './style/base.css';
import './style/shell.css';
import './style/sign-in.css';
import './style/freshness.css';
import './style/status.css';
import './style/figures.css';
import './style/panels.css';
import './style/tables.css';
import './style/services.css';
import './style/chart.css';
import './style/pauses.css';
import './style/first-job.css';

if (document.querySelector('carillon-overview')) {
  import('./overview/overview-page.js');
}
