import { chart } from '../chart.js';
import { useNow } from '../clock.js';
import { a, div, h, li, p, span, ul } from '../dom.js';
import { count, plural } from '../format.js';
import { useData } from '../data.js';
import { begin, ended, note, present } from '../history.js';
import { useEffect } from '../lib/hooks.module.js';
import { link } from '../router.js';
import { has, session } from '../session.js';
import { Lasting, Page, ago, card, grid, linked, none, pending, state, taskLink, workerLink } from '../ui.js';
import { idOf } from '../api.js';

const STATISTICS_MS = 2000;

const NOW = [
  { label: 'running', colour: '--running' },
  { label: 'ready', colour: '--waiting', dash: [6, 3] },
  { label: 'blocked', colour: '--canceled', dash: [2, 3] },
];
const ENDED = [
  { label: 'completed', colour: '--completed' },
  { label: 'failed', colour: '--failed', dash: [6, 3] },
  { label: 'canceled', colour: '--canceled', dash: [2, 3] },
];

const tile = (label, value, about, href) =>
  a({ class: 'tile', href }, span({ class: 'value' }, value), span({ class: 'label' }, label), about && span({ class: 'about' }, about));

function Tiles({ statistics: { tasks, last_minute: minute, workers } }) {
  return div(
    { class: 'tiles' },
    tile('running', count(tasks.running), tasks.canceling > 0 && `${count(tasks.canceling)} told to stop`, link('tasks', null, { state: 'running' })),
    tile('ready', count(tasks.ready), 'wait for a worker', link('tasks', null, { state: 'waiting' })),
    tile('blocked', count(tasks.blocked), 'wait for resources or tasks', link('tasks', null, { state: 'waiting' })),
    tile('completed', count(minute.completed), 'in the last minute', link('tasks', null, { state: 'completed', order: '-finished_at' })),
    tile('failed', count(minute.failed), 'in the last minute', link('tasks', null, { state: 'failed', order: '-finished_at' })),
    tile('slots busy', `${count(workers.busy)} of ${count(workers.slots)}`, plural(workers.online, 'worker'), link('workers')),
  );
}

/** The chart's own clock: it goes on while nothing happens. */
function Charts() {
  useNow(1000);
  return div(
    { class: 'pair' },
    card('Tasks now', chart({ label: 'Running, ready and blocked tasks over the last five minutes', lines: NOW, series: present.copy })),
    card('Ended in each second', chart({ label: 'Tasks that ended in each second of the last five minutes', lines: ENDED, series: ended.copy })),
  );
}

const SUBJECTS = {
  task: (subject) => link('tasks', subject.href ? idOf(subject.href) : subject.name),
  queue: () => link('queues'),
  worker: (subject) => link('workers', subject.name),
  method: (subject) => link('tasks', null, { name: subject.name }),
};

function problem(each) {
  const named = each.subject.type === 'task' && each.message.includes(each.subject.name); // Then it is a link already.
  const where = named ? null : SUBJECTS[each.subject.type];
  return li(
    { key: each.id, class: `finding ${each.severity}` },
    p(span({ class: `state ${each.severity}` }, each.severity), ' ', linked(each.message), ' ', where && a({ href: where(each.subject) }, each.subject.name)),
    p({ class: 'remedy' }, linked(each.remedy), ' ', span({ class: 'about' }, 'Found ', ago(each.since))),
  );
}

function Problems() {
  const problems = useData('problems');
  const { data } = problems;
  if (problems.problem?.isMissing) {
    return null; // An older server.
  }
  return card(
    data?.count > 0 ? plural(data.count, 'problem') : 'Problems',
    data ? (data.count > 0 ? ul({ class: 'findings' }, data.results.map(problem)) : none(data.checked_at ? 'Nothing is wrong.' : 'No process has looked lately.')) : pending(problems),
  );
}

function Numbers() {
  const statistics = useData('statistics', { every: STATISTICS_MS, pause: STATISTICS_MS });
  useEffect(begin, []);
  useEffect(() => statistics.data && note(statistics.data), [statistics.data]);
  return [statistics.data ? h(Tiles, { statistics: statistics.data }) : pending(statistics), h(Charts)];
}

const FIELDS = 'id,href,name,state,created_at,started_at,finished_at,worker';

/** Some tasks in a state; `to` says when that began or ended. */
function Some({ title, states, order, to, empty }) {
  const query = new URLSearchParams([...states.map((each) => ['state', each]), ['order', order], ['limit', '6'], ['fields', FIELDS]]);
  const tasks = useData(`tasks?${query}`, { concerns: (change) => states.includes(change.state) || states.includes(change.from), pause: 2000 });
  const { data } = tasks;
  return card(
    [title, ' ', a({ class: 'more', href: link('tasks', null, [...states.map((each) => ['state', each]), ['order', order]]) }, 'all')],
    !data ? pending(tasks) : data.results.length === 0 ? none(empty) : grid({
      label: title,
      head: ['Task', 'State', 'Worker', to === 'started_at' ? 'For' : 'Ended'],
      keys: data.results.map((task) => task.id),
      rows: data.results.map((task) => [
        taskLink(task), state(task.state), workerLink(task.worker),
        to === 'started_at' ? h(Lasting, { from: task.started_at, to: null }) : ago(task.finished_at),
      ]),
    }),
  );
}

export function OverviewPage() {
  const all = has('viewer');
  return h(
    Page,
    { title: 'Overview' },
    all ? [h(Problems), h(Numbers)] : none(`${session.value.user}, you see your own tasks. More takes the role viewer.`),
    div(
      { class: 'pair' },
      h(Some, { title: 'Running the longest', states: ['running', 'canceling'], order: 'started_at', to: 'started_at', empty: 'Nothing runs.' }),
      h(Some, { title: 'Failed last', states: ['failed'], order: '-finished_at', to: 'finished_at', empty: 'Nothing has failed.' }),
    ),
  );
}
