import { LitElement, html, nothing } from 'lit';
import { init, use } from 'echarts/core';
import { LineChart } from 'echarts/charts';
import { GridComponent, TooltipComponent } from 'echarts/components';
import { CanvasRenderer } from 'echarts/renderers';
import { minute } from '../overview/format.js';
import { chartOptions } from './options.js';

use([LineChart, GridComponent, TooltipComponent, CanvasRenderer]);

/**
 * Lines over time. The legend shows the values at the pointer, or the latest; the arrow keys move the pointer; the same values
 * are there as a table.
 */
class CarillonLineChart extends LitElement {
  static properties = {
    label: {},
    /** Moments, oldest first. */
    times: { attribute: false },
    /** {name, values}: one value a moment, null where there is none. */
    lines: { attribute: false },
    /** Writes a value. */
    format: { attribute: false },
    /** Whether values are counts, so that the axis has no fractions. */
    whole: { type: Boolean },
    /** Whether the last moment's values still grow. */
    growing: { type: Boolean },
    /** What to say when there is nothing to show. */
    empty: {},
    cursor: { state: true },
  };

  #chart;
  #resizes = new ResizeObserver(() => this.#chart?.resize());
  #scheme = matchMedia('(prefers-color-scheme: dark)');
  #onScheme = () => this.requestUpdate();

  constructor() {
    super();
    this.times = [];
    this.lines = [];
    this.cursor = null;
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#scheme.addEventListener('change', this.#onScheme);
  }

  disconnectedCallback() {
    this.#scheme.removeEventListener('change', this.#onScheme);
    this.#resizes.disconnect();
    this.#chart?.dispose();
    this.#chart = undefined;
    super.disconnectedCallback();
  }

  render() {
    const empty = !this.lines.some((line) => line.values.some((value) => value));
    const index = this.cursor ?? this.#latest();
    return html`
      <figure class="chart">
        <figcaption class="chart-legend" ?hidden=${empty}>
          <span class="hint">${this.times.length ? this.#moment(index) : nothing}</span>
          ${this.lines.map((line, number) => html`
            <span class="chart-key"><span class="chart-swatch chart-swatch-${number + 1}" aria-hidden="true"></span>
              ${line.name} <strong>${this.#written(line, index)}</strong></span>`)}
        </figcaption>
        <div class="chart-canvas ${empty ? 'is-empty' : ''}" role="img" tabindex="${empty ? -1 : 0}"
          aria-label="${this.label}. Arrow keys move through the minutes; the values are in the table below."
          @keydown=${this.#onKey} @blur=${this.#leave}></div>
        ${empty ? html`<p class="chart-empty">${this.empty}</p>` : this.#table()}
      </figure>`;
  }

  updated() {
    const element = this.querySelector('.chart-canvas');
    if (!this.#chart) {
      this.#chart = init(element, null, { renderer: 'canvas' });
      this.#chart.on('updateAxisPointer', (event) => this.#point(event));
      this.#chart.on('globalout', this.#leave);
      this.#resizes.observe(element);
    }
    this.#chart.setOption(chartOptions(this, getComputedStyle(this)), { replaceMerge: ['series'] });
  }

  #table() {
    return html`
      <details class="chart-table">
        <summary>Show as table</summary>
        <div tabindex="0" role="region" aria-label="${this.label}">
          <table>
            <thead><tr><th scope="col">Minute</th>
              ${this.lines.map((line) => html`<th scope="col" class="number">${line.name}</th>`)}</tr></thead>
            <tbody>
              ${this.times.map((time, index) => html`<tr><th scope="row">${minute(time)}</th>
                ${this.lines.map((line) => html`<td class="number">${this.#written(line, index)}</td>`)}</tr>`).reverse()}
            </tbody>
          </table>
        </div>
      </details>`;
  }

  /** The latest moment that is over and has a value; else the last. */
  #latest() {
    const last = this.times.length - 1;
    const latest = this.times.findLastIndex((_, index) =>
      !(this.growing && index === last) && this.lines.some((line) => line.values[index] != null));
    const soFarOnly = this.growing && !this.lines.some((line) => line.values.slice(0, -1).some((value) => value));
    return latest < 0 || soFarOnly ? last : latest;
  }

  #moment(index) {
    const soFar = this.growing && index === this.times.length - 1 ? ', so far' : '';
    return `${minute(this.times[index])}${soFar}`;
  }

  #written(line, index) {
    const value = line.values[index];
    return value == null ? '–' : this.format(value);
  }

  #point(event) {
    const at = event.axesInfo?.[0]?.value;
    if (at != null) {
      const index = this.times.findIndex((time) => new Date(time).getTime() >= at);
      this.cursor = index < 0 ? this.times.length - 1 : index;
    }
  }

  #leave = () => {
    this.#chart?.dispatchAction({ type: 'hideTip' });
    this.cursor = null;
  };

  #onKey(event) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step) {
      event.preventDefault();
      const from = this.cursor ?? this.#latest();
      this.cursor = Math.min(this.times.length - 1, Math.max(0, from + step));
      this.#chart.dispatchAction({ type: 'showTip', seriesIndex: 0, dataIndex: this.cursor });
    }
  }
}

customElements.define('carillon-line-chart', CarillonLineChart);
