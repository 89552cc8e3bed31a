// What every page loads: the styles. What a page needs beyond them is loaded by that page alone.
import '../shared/style/index.css';
import './style/freshness.css';
import './style/status.css';
import './style/figures.css';
import './style/panels.css';
import './style/tables.css';
import './style/services.css';
import './style/chart.css';
import './style/pauses.css';

if (document.querySelector('carillon-overview')) {
  import('./overview/overview-page.js');
}
