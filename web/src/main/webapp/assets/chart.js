// A chart over time of the last minutes.
import { div, h, li, span, ul } from './dom.js';
import { count } from './format.js';
import { useEffect, useRef, useState } from './lib/hooks.module.js';
import uPlot from './lib/uPlot.esm.js';

const HEIGHT = 160;
const SECONDS = 300;
const DARK = matchMedia('(prefers-color-scheme: dark)');

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** @param {{label: string, colour: string, dash?: number[]}[]} lines with the names of CSS variables */
function options(lines, width) {
  const grid = { stroke: colour('--line'), width: 1 };
  const text = { stroke: colour('--muted'), font: '11px system-ui', grid, ticks: grid };
  return {
    width,
    height: HEIGHT,
    legend: { show: false },
    cursor: { show: false },
    scales: { x: { range: (_, least, most) => (most === null ? [0, SECONDS] : [most - SECONDS, most]) }, y: { range: (_, least, most) => [0, Math.max(4, most * 1.1)] } },
    axes: [
      { ...text, space: 70, size: 28, values: [[60, '{HH}:{mm}', null, null, null, null, null, null, 1], [1, '{HH}:{mm}:{ss}', null, null, null, null, null, null, 1]] },
      { ...text, space: 28, size: 48, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 50_000, 100_000, 1_000_000], values: (_, values) => values.map(count) },
    ],
    series: [{}, ...lines.map((line) => ({ label: line.label, stroke: colour(line.colour), width: 1.5, dash: line.dash, points: { show: false } }))],
  };
}

/**
 * Draws lines; the numbers of now are beside them as text.
 *
 * @param {{label: string, lines: object[], series: number[][]}} properties series[0] has the times, in seconds
 */
export function Chart({ label, lines, series }) {
  const place = useRef(null);
  const plot = useRef(null);
  const [theme, setTheme] = useState(DARK.matches);
  useEffect(() => {
    const changed = () => setTheme(DARK.matches);
    DARK.addEventListener('change', changed);
    return () => DARK.removeEventListener('change', changed);
  }, []);
  useEffect(() => {
    const width = () => Math.max(200, place.current.clientWidth);
    plot.current = new uPlot(options(lines, width()), series, place.current);
    const resized = new ResizeObserver(() => plot.current.setSize({ width: width(), height: HEIGHT }));
    resized.observe(place.current);
    return () => {
      resized.disconnect();
      plot.current.destroy();
    };
  }, [theme]);
  useEffect(() => plot.current.setData(series), [series]);
  const now = (i) => series[i + 1].at(-1);
  return div(
    { class: 'chart' },
    ul({ class: 'legend' }, lines.map((line, i) =>
      li({ key: line.label }, span({ class: `stroke ${line.label.replace(/\W.*/, '')}` }), `${line.label} `, span({ class: 'number' }, now(i) == null ? '–' : count(now(i)))))),
    div({ ref: place, role: 'img', 'aria-label': label }),
  );
}

export const chart = (properties) => h(Chart, properties);
