import { a, code, dd, div, dl, dt, h, li, ol, p, pre, span } from '../dom.js';
import { absolute, between, count, shortId, shortName } from '../format.js';
import { useNow } from '../clock.js';
import { useData } from '../data.js';
import { link } from '../router.js';
import { has } from '../session.js';
import { isFinal, taskButtons } from '../task-actions.js';
import { Page, ago, card, grid, hrefLink, pending, report, resourceLink, state, workerLink } from '../ui.js';
import { Children } from './task-children.js';
import { StackButton } from './task-stack.js';
import { WhyCard } from './why.js';

/** What came when, and how long each part took. */
function Timeline({ task }) {
  const now = useNow();
  const times = [
    ['created', task.created_at, 'dispatched'],
    ['unblocked', task.unblocked_at, 'had all its resources'],
    ['started', task.started_at, task.attempt > 1 ? `attempt ${task.attempt} began` : 'a worker began'],
    ['finished', task.finished_at, task.state],
  ];
  const total = Math.max(1, (task.finished_at ? Date.parse(task.finished_at) : now) - Date.parse(task.created_at));
  const parts = times.slice(0, 3).map(([name, from], i) => {
    const to = times.slice(i + 1).find(([, at]) => at)?.[1] ?? null;
    const open = times.slice(i + 1).every(([, at]) => !at);
    const ms = from && (to || (open && !isFinal(task.state))) ? (to ? Date.parse(to) : now) - Date.parse(from) : 0;
    return [name, Math.max(0, (ms / total) * 100)];
  });
  return [
    div({ class: 'spans', 'aria-hidden': 'true' }, parts.map(([name, part]) => div({ key: name, class: `part ${name}`, style: { width: `${part}%` } }))),
    ol({ class: 'timeline' }, times.map(([name, at, meaning], i) => {
      const before = times.slice(0, i).reverse().find(([, earlier]) => earlier)?.[1];
      return li(
        { key: name, class: `${name === 'finished' ? task.state : name} ${at ? 'past' : 'open'}` },
        span({ class: 'step' }, name),
        at ? span(span({ class: 'number' }, absolute(at)), before && span({ class: 'about' }, ` +${between(before, at, now)}`)) : span({ class: 'none' }, '–'),
        span({ class: 'about' }, at ? meaning : ''),
      );
    })),
  ];
}

const failure = (error) =>
  card(
    'Error',
    p({ class: 'problem' }, error.reason ?? error.description ?? 'It says nothing.'),
    error.traceback && pre({ tabindex: 0, 'aria-label': 'Stack of the error' }, error.traceback),
  );

const fact = (name, value) => value != null && value !== false && [dt(name), dd(value)];

const list = (items) => (items.length > 0 ? items.map((item, i) => [i > 0 && ', ', item]) : null);

const facts = (task) =>
  card(
    'About it',
    dl(
      fact('Method', code({ class: 'name' }, task.name)),
      fact('Id', code(task.id)),
      fact('Queue', a({ href: link('queues') }, task.queue)),
      fact('Priority', task.priority !== 0 && count(task.priority)),
      fact('Worker', task.worker && workerLink(task.worker)),
      fact('Owner', task.owner && a({ href: link('tasks', null, { owner: task.owner }) }, task.owner)),
      fact('Resources', list(task.reserved_resources.map(resourceLink))),
      fact('Created', list(task.created_resources.map((name) => code({ class: 'name' }, name)))),
      fact('Group', task.task_group && a({ href: link('groups', task.task_group) }, task.task_group)),
      fact('Parent', task.parent_task && hrefLink(task.parent_task)),
      fact('Retry of', task.retry_of && hrefLink(task.retry_of)),
      fact('Depends on', list(task.dependencies.map(hrefLink))),
      fact('Schedule', task.schedule && a({ href: link('schedules') }, task.schedule)),
      fact('Correlation id', task.correlation_id && a({ href: link('tasks', null, { correlation_id: task.correlation_id }) }, code(task.correlation_id))),
      fact('Attempts', task.retry.max_attempts > 1 && `${count(task.attempt)} of at most ${count(task.retry.max_attempts)}`),
      fact('Next attempt', task.due_at && ago(task.due_at)),
      fact('Told to stop', task.canceling_since && ago(task.canceling_since)),
      fact('Given up', task.abandoned_at && ago(task.abandoned_at)),
    ),
  );

const attempts = (task) =>
  card('Attempts', grid({
    label: 'Attempts',
    head: ['No.', 'Worker', 'Started', 'Took', 'Fencing token', 'Why it did not complete'],
    keys: task.attempts.map((each) => each.number),
    rows: task.attempts.map((each) => [
      each.number, workerLink(each.worker), absolute(each.started_at), each.finished_at ? between(each.started_at, each.finished_at) : 'runs',
      each.fencing_token === null ? '–' : code(each.fencing_token), each.error ? each.error.reason ?? each.error.description : '–',
    ]),
  }));

const json = (title, value) => card(title, pre({ tabindex: 0, 'aria-label': title }, JSON.stringify(value, null, 2)));

/** What it was given and what came of it, beside the rest; nothing if there is nothing. */
function outcome(task) {
  const cards = [
    task.child_task_count > 0 && card(`Child tasks (${count(task.child_task_count)})`, h(Children, { parent: task.id })),
    task.arguments != null && json('Arguments', task.arguments),
    task.result !== null && json('Result', task.result),
  ].filter(Boolean);
  return cards.length > 0 && div(cards);
}

export function TaskPage({ id }) {
  const loaded = useData(`tasks/${encodeURIComponent(id)}`, { every: 5000, pause: 500, concerns: (change) => change.id === id });
  const { data: task } = loaded;
  if (!task) {
    return h(Page, { title: `Task ${shortId(id)}` }, pending(loaded));
  }
  return h(
    Page,
    {
      title: `Task ${shortId(id)}`,
      heading: [shortName(task.name), ' ', state(task.state)],
      actions: [task.state === 'canceling' && has('administrator') && h(StackButton, { task }), taskButtons(task, loaded.reload)],
    },
    task.description && p({ class: 'description' }, task.description),
    pending(loaded),
    task.state === 'waiting' && h(WhyCard, { task }),
    card('Time', h(Timeline, { task })),
    task.progress_reports.length > 0 && card('Progress', task.progress_reports.map(report)),
    task.error && failure(task.error),
    div({ class: 'pair' }, facts(task), outcome(task)),
    (task.attempts.length > 1 || task.attempts.some((each) => each.error)) && attempts(task),
  );
}
