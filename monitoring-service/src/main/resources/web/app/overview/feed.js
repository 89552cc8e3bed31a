const LIVE_EVERY = 5_000;
const TROUBLED_EVERY = 30_000;
const DEADLINE = 10_000;

/**
 * Asks for the overview again and again while the page is visible, and tells its host when something has changed. A page that
 * nobody sees asks for nothing, so it keeps no session alive and costs nothing.
 */
export class OverviewFeed {
  /** The last good answer; null before the first. */
  overview = null;
  /** When that came, in milliseconds of the browser's clock. */
  receivedAt = null;
  /** What went wrong since; null while all is well. */
  failure = null;

  #host;
  #timer;
  #failures = 0;
  #onVisible = () => {
    if (document.visibilityState === 'visible') {
      this.#ask();
    } else {
      clearTimeout(this.#timer);
    }
  };

  constructor(host) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected() {
    document.addEventListener('visibilitychange', this.#onVisible);
    this.#ask();
  }

  hostDisconnected() {
    document.removeEventListener('visibilitychange', this.#onVisible);
    clearTimeout(this.#timer);
  }

  async #ask() {
    clearTimeout(this.#timer);
    try {
      const response = await fetch('/v1/overview', {
        headers: { accept: 'application/json' },
        signal: AbortSignal.timeout(DEADLINE),
      });
      if (response.status === 401) {
        const here = encodeURIComponent(location.pathname + location.search);
        location.assign(`/admin/sign-in?next=${here}`);
        return;
      }
      if (!response.ok) {
        throw new Error(`The monitoring service answered ${response.status}.`);
      }
      this.overview = await response.json();
      this.receivedAt = Date.now();
      this.failure = null;
      this.#failures = 0;
    } catch (problem) {
      this.#failures++;
      this.failure = problem instanceof TypeError || problem.name === 'TimeoutError'
        ? 'The monitoring service cannot be reached.'
        : problem.message;
    }
    this.#host.requestUpdate();
    if (document.visibilityState === 'visible') {
      // A service that restarts is back within seconds; one that stays away is not asked as often.
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#ask(), this.#failures > 3 ? TROUBLED_EVERY : LIVE_EVERY);
    }
  }
}
