import { patch } from '../api.js';
import { a, code, h, span } from '../dom.js';
import { count, plural } from '../format.js';
import { useData } from '../data.js';
import { link } from '../router.js';
import { Page, action, ago, card, grid, none, pending } from '../ui.js';

/** @returns the class of what makes a queue worth a look */
function status(queue) {
  if (queue.paused_at) {
    return [span({ class: 'state canceling' }, 'paused'), ' ', span({ class: 'about' }, ago(queue.paused_at))];
  }
  return queue.workers === 0 ? span({ class: 'state failed' }, 'no worker') : span({ class: 'state completed' }, 'open');
}

function button(queue, reload) {
  const paused = queue.paused_at !== null;
  return action({
    label: paused ? 'Resume' : 'Pause',
    name: `queue ${queue.name}`,
    question: paused ? undefined : {
      title: 'Pause this queue?',
      text: ['No task of ', code(queue.name), ' starts until it is resumed. Those that wait keep their places and what they reserve.'],
      action: 'Pause the queue',
    },
    run: () => patch(queue.href, { paused: !paused }).then(reload),
    done: paused ? `Queue ${queue.name} goes on.` : `Queue ${queue.name} is paused.`,
  });
}

const row = (queue, reload) => [
  a({ class: 'name', href: link('tasks', null, { queue: queue.name }) }, queue.name),
  status(queue),
  count(queue.running),
  count(queue.ready),
  queue.oldest_ready_at ? ago(queue.oldest_ready_at) : span({ class: 'none' }, '–'),
  count(queue.blocked),
  count(queue.later),
  count(queue.parked),
  count(queue.ahead_rate),
  `${plural(queue.workers, 'worker')}, ${plural(queue.slots, 'slot')}`,
  button(queue, reload),
];

export function QueuesPage() {
  const queues = useData('queues', { every: 5000, concerns: (change) => change.from !== change.state });
  const results = queues.data?.results ?? [];
  return h(
    Page,
    { title: 'Queues', about: queues.data && plural(queues.data.count, 'queue') },
    pending(queues),
    queues.data && card(null, results.length === 0 ? none('No task was in any queue yet.') : grid({
      label: 'Queues',
      head: ['Queue', 'State', 'Running', 'Ready', 'Oldest ready', 'Blocked', 'Later', 'Nobody can', 'Ended last minute', 'Served by', ''],
      keys: results.map((queue) => queue.name),
      rows: results.map((queue) => row(queue, queues.reload)),
    })),
  );
}
