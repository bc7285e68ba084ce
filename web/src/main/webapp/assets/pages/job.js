// How far the job is that is under way with many tasks, on whatever page one is.
import { job } from '../bulk.js';
import { button, div, progress, span } from '../dom.js';
import { count } from '../format.js';
import { useStore } from '../store.js';

export function JobProgress() {
  const now = useStore(job);
  return now && div(
    { class: 'job', role: 'region', 'aria-label': 'Under way' },
    span(now.title),
    progress({ 'aria-label': now.title, max: Math.max(1, now.total), value: now.done }),
    span({ class: 'number' }, `${count(now.done)} of ${count(now.total)}${now.failed > 0 ? `, ${count(now.failed)} failed` : ''}`),
    button({ type: 'button', disabled: now.stopping, onClick: now.stop }, 'Stop'),
  );
}
