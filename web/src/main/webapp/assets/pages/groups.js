import { patch, withQuery } from '../api.js';
import { a, code, div, h, p, span } from '../dom.js';
import { count, plural } from '../format.js';
import { useData } from '../data.js';
import { link } from '../router.js';
import { mayChange } from '../session.js';
import { Page, action, ago, card, grid, none, pending, report } from '../ui.js';
import { pager } from './pager.js';

const STATES = ['completed', 'failed', 'canceled', 'canceling', 'running', 'waiting'];

/** How many tasks are in each state: a bar for the eye, and the numbers. */
function counts(group) {
  const present = STATES.filter((state) => group.counts[state] > 0);
  const total = present.reduce((sum, state) => sum + group.counts[state], 0);
  return [
    div({ class: 'spans', 'aria-hidden': 'true' }, present.map((state) => div({ key: state, class: `part ${state}`, style: { width: `${(100 * group.counts[state]) / total}%` } }))),
    div({ class: 'about' }, present.length === 0 ? 'no tasks' : present.map((state) => `${count(group.counts[state])} ${state}`).join(', ')),
  ];
}

function status(group) {
  if (group.completed_at) {
    return ['complete ', ago(group.completed_at)];
  }
  if (group.canceled_at) {
    return [span({ class: 'state canceling' }, 'canceled'), ' ', ago(group.canceled_at)];
  }
  return group.held ? 'open for more' : group.done ? 'done' : span({ class: 'state running' }, 'at work');
}

const button = (group, reload) =>
  !group.completed_at && action({
    label: 'Cancel',
    name: `group ${group.name}`,
    allowed: mayChange(group.owner),
    question: { title: 'Cancel this group?', text: ['All tasks of ', code(group.name), ' that have not ended are canceled or told to stop.'], action: 'Cancel the group' },
    run: () => patch(group.href, { state: 'canceled' }).then(reload),
    done: `The tasks of ${group.name} were told to stop.`,
  });

const row = (group, reload) => [
  [a({ class: 'name', href: link('groups', group.name) }, group.name), group.owner && div({ class: 'about' }, group.owner)],
  status(group),
  counts(group),
  group.progress_reports.length > 0 ? group.progress_reports.slice(0, 3).map(report) : span({ class: 'none' }, '–'),
  ago(group.created_at),
  [a({ href: link('tasks', null, { group: group.name }) }, 'Tasks'), ' ', button(group, reload)],
];

export function GroupsPage({ id, query }) {
  const path = id === null ? `task-groups?limit=50&offset=${Number(query.get('offset')) || 0}` : withQuery('task-groups', { name: id });
  const groups = useData(path, { pause: 2000, keep: true, concerns: (change) => change.task_group !== null });
  const { data } = groups;
  const results = data === null ? [] : id === null ? data.results : [data];
  return h(
    Page,
    { title: id ?? 'Groups', about: id === null ? data && plural(data.count, 'group') : 'a group of tasks' },
    pending(groups),
    data && card(null, results.length === 0 ? none('No task was dispatched into a group.') : grid({
      label: 'Groups of tasks',
      head: ['Group', 'State', 'Tasks', 'Progress', 'Opened', ''],
      keys: results.map((group) => group.name),
      rows: results.map((group) => row(group, groups.reload)),
    })),
    data && id === null && pager('groups', data),
    id !== null && p(a({ href: link('groups') }, 'All groups')),
  );
}
