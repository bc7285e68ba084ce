// One thing done with many tasks.
import { remove } from '../api.js';
import { div, span } from '../dom.js';
import { plural } from '../format.js';
import { complain, tell } from '../notices.js';
import { mayChange } from '../session.js';
import { canCancel, cancel, isFinal, retry } from '../task-actions.js';
import { action } from '../ui.js';

const AT_ONCE = 4;

/** Does it with each, a few at a time, and goes on after a failure. */
async function each(tasks, run) {
  const rest = [...tasks];
  const failures = [];
  const loop = async () => {
    for (let task = rest.shift(); task; task = rest.shift()) {
      try {
        await run(task.href);
      } catch (problem) {
        failures.push(problem.message);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, loop));
  return failures;
}

export function Bulk({ selected, over }) {
  if (selected.length === 0) {
    return null;
  }
  const button = (label, done, fits, run, question) => {
    const fitting = selected.filter((task) => fits(task.state));
    return fitting.length > 0 && action({
      label: `${label} ${fitting.length}`,
      allowed: fitting.every((task) => mayChange(task.owner)),
      question: question && { ...question, text: `${plural(fitting.length, 'task')} of ${selected.length} selected. ${question.text}`, action: `${label} ${plural(fitting.length, 'task')}` },
      run: async () => {
        const failures = await each(fitting, run);
        if (failures.length > 0) {
          complain(`${plural(failures.length, 'task')} could not be ${done}. ${failures[0]}`);
        }
        tell(`${plural(fitting.length - failures.length, 'task')} ${done}.`);
        over();
      },
    });
  };
  return div(
    { class: 'bulk', role: 'group', 'aria-label': 'Selected tasks' },
    span(`${plural(selected.length, 'task')} selected`),
    button('Cancel', 'told to stop', canCancel, cancel, { title: 'Cancel these tasks?', text: 'Those that run are told to stop; the others never start.' }),
    button('Retry', 'dispatched again', isFinal, retry),
    button('Delete', 'deleted', isFinal, remove, { title: 'Delete these tasks?', text: 'They and their results are gone then.' }),
  );
}
