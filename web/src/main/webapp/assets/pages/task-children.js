// The tasks that a task has dispatched, and theirs, as far as one opens them.
import { a, button, div, h, li, span, ul } from '../dom.js';
import { count, plural } from '../format.js';
import { useData } from '../data.js';
import { useState } from '../lib/hooks.module.js';
import { link } from '../router.js';
import { Lasting, none, pending, state, taskLink } from '../ui.js';

const FIELDS = 'id,name,state,started_at,finished_at,child_task_count';
const MOST = 50;

function Child({ task }) {
  const [open, setOpen] = useState(false);
  return li(
    div(
      { class: 'child' },
      task.child_task_count > 0
        ? button({ type: 'button', class: 'quiet twist', 'aria-expanded': String(open), 'aria-label': `Child tasks of ${task.id}`, onClick: () => setOpen(!open) }, open ? '▾' : '▸')
        : span({ class: 'twist' }),
      state(task.state),
      taskLink(task),
      task.started_at && h(Lasting, { from: task.started_at, to: task.finished_at }),
      task.child_task_count > 0 && span({ class: 'about' }, plural(task.child_task_count, 'child task')),
    ),
    open && h(Children, { parent: task.id }),
  );
}

export function Children({ parent }) {
  const children = useData(`tasks?parent=${parent}&order=created_at&limit=${MOST}&fields=${FIELDS}`, {
    concerns: (change) => change.parent_task?.endsWith(parent),
  });
  const { data } = children;
  if (!data) {
    return pending(children);
  }
  return data.results.length === 0
    ? none('They were deleted.')
    : ul(
        { class: 'tree' },
        data.results.map((task) => h(Child, { key: task.id, task })),
        data.next && li(a({ href: link('tasks', null, { parent, order: 'created_at' }) }, `All ${count(data.count)}`)),
      );
}
