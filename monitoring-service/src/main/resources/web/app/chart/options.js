import { minute } from '../overview/format.js';

/** What ECharts is to draw, in the colours of the page. */
export function chartOptions({ times, lines, format, whole, growing }, style) {
  const token = (name) => style.getPropertyValue(name).trim();
  const font = { fontFamily: token('--font'), fontSize: 12, color: token('--ink-soft') };
  const moments = times.map((time) => new Date(time).getTime());
  // A minute in which nothing happened so far has only just begun: no line falls to zero for it.
  const begun = growing && valuesAt(lines, moments.length - 1).some((value) => value);
  const settled = growing ? moments.length - 1 : moments.length;
  return {
    animation: false,
    textStyle: font,
    grid: { left: 4, right: 12, top: 12, bottom: 4, containLabel: true },
    // The legend shows the values: the pointer alone is drawn here.
    tooltip: { trigger: 'axis', showContent: false, axisPointer: { lineStyle: { color: token('--line-strong') } } },
    xAxis: {
      type: 'time',
      axisLine: { lineStyle: { color: token('--line') } },
      axisTick: { show: false },
      axisLabel: { ...font, formatter: (time) => minute(time), hideOverlap: true },
      splitNumber: 4,
    },
    yAxis: {
      type: 'value',
      min: 0,
      minInterval: whole ? 1 : 0,
      splitNumber: 4,
      splitLine: { lineStyle: { color: token('--chart-grid') } },
      axisLabel: { ...font, formatter: (value) => format(value) },
    },
    series: lines.flatMap((line, index) => {
      const look = {
        type: 'line',
        color: token(`--chart-${index + 1}`),
        symbol: 'circle',
        showSymbol: lonely(line.values),
        symbolSize: 5,
        lineStyle: { width: 2 },
        emphasis: { disabled: true },
      };
      const points = line.values.map((value, number) => [moments[number], value]);
      const soFar = { ...look, showSymbol: false, silent: true, lineStyle: { width: 2, type: [3, 4] } };
      return [
        { ...look, name: line.name, data: points.map((point, number) => (number < settled ? point : [point[0], null])) },
        ...(begun && points.length > 1 ? [{ ...soFar, name: `${line.name} so far`, data: points.slice(-2) }] : []),
      ];
    }),
  };
}

/** The values of all lines at one moment. */
function valuesAt(lines, index) {
  return lines.map((line) => line.values[index]);
}

/** Whether a value stands between two gaps, where no line would show it. */
function lonely(values) {
  return values.some((value, index) => value != null && values[index - 1] == null && values[index + 1] == null);
}
