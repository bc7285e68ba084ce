import { get, patch } from '../api.js';
import { a, code, div, h, p, pre, span } from '../dom.js';
import { count, plural, absolute } from '../format.js';
import { useData } from '../data.js';
import { show } from '../dialogs.js';
import { link } from '../router.js';
import { Page, action, ago, card, grid, hrefLink, none, pending } from '../ui.js';

const SHOWN_TASKS = 8;

function status(worker) {
  if (!worker.online) {
    return span({ class: 'state failed' }, 'gone');
  }
  return worker.draining ? span({ class: 'state canceling' }, 'draining') : span({ class: 'state completed' }, 'online');
}

function tasks(worker) {
  const hrefs = worker.current_tasks ?? [];
  return [
    hrefs.length === 0 && span({ class: 'none' }, 'none'),
    hrefs.slice(0, SHOWN_TASKS).map((href, i) => [i > 0 && ', ', hrefLink(href)]),
    hrefs.length > SHOWN_TASKS && [' ', a({ href: link('tasks', null, [['worker', worker.name], ['state', 'running'], ['state', 'canceling']]) }, `all ${count(hrefs.length)}`)],
  ];
}

async function showThreads(worker) {
  const { taken_at: at, text } = await get(`${worker.href}/threads`);
  show(`Threads of ${worker.name}`, [p({ class: 'about' }, `Taken at ${absolute(at)}.`), pre({ tabindex: 0, 'aria-label': 'Thread dump' }, text)]);
}

const buttons = (worker, reload) => div(
  { class: 'actions' },
  worker.online && 'draining' in worker && action({
    label: worker.draining ? 'Take tasks again' : 'Drain',
    name: worker.name,
    role: 'administrator',
    question: worker.draining ? undefined : {
      title: 'Drain this worker?',
      text: [code(worker.name), ' takes no task any more. What runs there goes on.'],
      action: 'Drain the worker',
    },
    run: () => patch(worker.href, { draining: !worker.draining }).then(reload),
    done: worker.draining ? `${worker.name} takes tasks again.` : `${worker.name} takes no new tasks.`,
  }),
  worker.online && 'draining' in worker && action({ label: 'Threads', name: `of ${worker.name}`, role: 'administrator', run: () => showThreads(worker) }),
);

const row = (worker, reload) => [
  [code({ class: 'name' }, worker.name), div({ class: 'about' }, 'started ', ago(worker.started_at))],
  status(worker),
  `${count(worker.current_tasks?.length ?? 0)} of ${count(worker.slots)}`,
  tasks(worker),
  worker.queues.map((name) => (name === '*' ? 'all' : name)).join(', '),
  worker.online ? ['renewed ', ago(worker.last_heartbeat), worker.lease_ends_at && div({ class: 'about' }, 'ends ', ago(worker.lease_ends_at))] : ['last seen ', ago(worker.last_heartbeat)],
  [worker.version, Object.entries(worker.modules ?? {}).map(([name, version]) => div({ key: name, class: 'about' }, `${name} ${version}`))],
  buttons(worker, reload),
];

export function WorkersPage({ id }) {
  const workers = useData('workers', { every: 3000, concerns: (change) => change.from !== change.state });
  const shown = (workers.data?.results ?? []).filter((worker) => id === null || worker.name === id);
  return h(
    Page,
    { title: id ?? 'Workers', about: id === null ? workers.data && plural(workers.data.count, 'worker') : 'a worker' },
    pending(workers),
    workers.data && card(null, shown.length === 0 ? none(id === null ? 'No worker is there: nothing runs.' : 'This worker is not there any more.') : grid({
      label: 'Workers',
      head: ['Worker', 'State', 'Slots busy', 'Tasks', 'Queues', 'Lease', 'Version', ''],
      keys: shown.map((worker) => worker.incarnation),
      rows: shown.map((worker) => row(worker, workers.reload)),
    })),
    id !== null && p(a({ href: link('tasks', null, { worker: id }) }, 'All tasks that it ran'), ' · ', a({ href: link('workers') }, 'All workers')),
  );
}
