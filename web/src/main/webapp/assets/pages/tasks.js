import { withQuery } from '../api.js';
import { a, div, h, input, nav, span } from '../dom.js';
import { plural } from '../format.js';
import { useData } from '../data.js';
import { useMemo, useRef, useState } from '../lib/hooks.module.js';
import { link } from '../router.js';
import { Lasting, Page, ago, grid, none, pending, report, state, taskLink, workerLink } from '../ui.js';
import { Filters, parameters } from './task-filters.js';
import { Bulk } from './task-bulk.js';

const FIELDS = 'href,id,name,state,description,queue,worker,owner,created_at,unblocked_at,started_at,finished_at,progress_reports';
const LIMIT = '50';

/** The page before or after, as the API has given its href. */
function pageLink(href, query, text, rel) {
  if (!href) {
    return span({ class: 'none' }, text);
  }
  const next = new URLSearchParams(query);
  next.set('cursor', new URL(href, location.href).searchParams.get('cursor'));
  return a({ href: link('tasks', null, next), rel }, text);
}

function select(task, chosen, choose) {
  return input({
    type: 'checkbox',
    'aria-label': `Select task ${task.id}`,
    checked: chosen.has(task.id),
    onChange: (event) => {
      const next = new Set(chosen);
      event.target.checked ? next.add(task.id) : next.delete(task.id);
      choose(next);
    },
  });
}

const row = (task, chosen, choose) => [
  select(task, chosen, choose),
  state(task.state),
  [
    taskLink(task),
    task.description && div({ class: 'about' }, task.description),
    task.state === 'running' && task.progress_reports.filter((each) => each.state === 'running').slice(0, 1).map(report),
  ],
  a({ href: link('tasks', null, { queue: task.queue }) }, task.queue),
  ago(task.created_at),
  task.started_at ? h(Lasting, { from: task.started_at, to: task.finished_at }) : span({ class: 'none' }, '–'),
  workerLink(task.worker),
  task.owner ?? span({ class: 'none' }, '–'),
];

export function TasksPage({ query }) {
  const [chosen, setChosen] = useState(new Set());
  const [whole, setWhole] = useState(null); // The filter of which all that match are selected.
  const choose = (next) => {
    setChosen(next);
    setWhole(null);
  };
  const text = query.toString();
  const asked = withQuery('tasks', { ...parameters(query), limit: LIMIT, fields: FIELDS });
  // Drawn for another address only: what is typed but not asked for yet stays.
  const filters = useMemo(() => h(Filters, { query }), [text]);
  const shown = useRef(new Set()).current;
  // On later pages, what is new is not shown, only what has changed of that which is.
  const first = !query.has('cursor');
  const tasks = useData(asked, { pause: 2000, keep: true, concerns: (change) => first || shown.has(change.id) });
  const results = tasks.data?.results ?? [];
  shown.clear();
  results.forEach((task) => shown.add(task.id));
  const selected = results.filter((task) => chosen.has(task.id));
  const all = results.length > 0 && selected.length === results.length;
  return h(
    Page,
    { title: 'Tasks', about: tasks.data && plural(tasks.data.count, 'task') },
    filters,
    h(Bulk, { selected, matching: all && tasks.data.count > results.length ? tasks.data.count : 0, whole: whole === text, choose: (yes) => setWhole(yes ? text : null), query, over: () => { choose(new Set()); tasks.reload(); } }),
    pending(tasks),
    tasks.data && results.length === 0 && none('No task is like that.'),
    results.length > 0 && grid({
      label: 'Tasks',
      head: [
        input({ type: 'checkbox', 'aria-label': 'Select all tasks of this page', checked: all, onChange: () => choose(new Set(all ? [] : shown)) }),
        'State', 'Task', 'Queue', 'Dispatched', 'Ran for', 'Worker', 'Owner',
      ],
      keys: results.map((task) => task.id),
      rows: results.map((task) => row(task, chosen, choose)),
    }),
    tasks.data && nav(
      { class: 'paging', 'aria-label': 'Pages of tasks' },
      pageLink(tasks.data.previous, query, '← Before', 'prev'),
      !first && a({ href: link('tasks', null, without(query, 'cursor')) }, 'First page'),
      pageLink(tasks.data.next, query, 'After →', 'next'),
    ),
  );
}

function without(query, name) {
  const rest = new URLSearchParams(query);
  rest.delete(name);
  return rest;
}
