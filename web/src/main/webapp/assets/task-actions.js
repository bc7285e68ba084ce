// What can be done with a task.
import { idOf, patch, post, remove } from './api.js';
import { code } from './dom.js';
import { shortId, shortName } from './format.js';
import { go, link } from './router.js';
import { mayChange } from './session.js';
import { action } from './ui.js';

const FINAL = new Set(['completed', 'failed', 'canceled']);
export const isFinal = (state) => FINAL.has(state);

export const canCancel = (state) => state === 'waiting' || state === 'running';

export const cancel = (href) => patch(href, { state: 'canceled' });
export const retry = (href) => post(`${href}/retry`);

const called = (task) => [shortName(task.name), ' ', code(shortId(task.id))];

/** @param {{href: string, id: string, name: string, state: string}} task */
export function cancelButton(task, allowed, then = () => {}) {
  return action({
    label: 'Cancel',
    name: `task ${shortId(task.id)}`,
    allowed,
    question: {
      title: 'Cancel this task?',
      text: [called(task), task.state === 'waiting' ? ' has not started, and never will.' : ' runs. It is told to stop; what it has done so far stays.'],
      action: 'Cancel the task',
    },
    run: async () => then(await cancel(task.href)),
    done: `Task ${shortId(task.id)} was told to stop.`,
  });
}

/** All of them that make sense in the task's state. */
export function taskButtons(task, changed) {
  const allowed = mayChange(task.owner);
  return [
    canCancel(task.state) && cancelButton(task, allowed, changed),
    task.state === 'canceling' &&
      action({
        label: 'Abandon',
        role: 'administrator',
        question: {
          title: 'Give up this task?',
          text: [called(task), ' does not stop. Its resources become free although its thread may still be at work. Look at its stack first.'],
          action: 'Abandon the task',
        },
        run: () => post(`${task.href}/abandon`).then(changed),
        done: 'The task was given up.',
      }),
    isFinal(task.state) &&
      action({
        label: 'Retry',
        allowed,
        run: async () => go(link('tasks', idOf((await retry(task.href)).task))),
        done: 'A new task does the same again.',
      }),
    isFinal(task.state) &&
      action({
        label: 'Delete',
        allowed,
        question: { title: 'Delete this task?', text: [called(task), ' and its result are gone then.'], action: 'Delete the task' },
        run: async () => {
          await remove(task.href);
          go(link('tasks'));
        },
        done: 'The task was deleted.',
      }),
  ];
}
