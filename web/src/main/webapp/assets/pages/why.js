// Why a task does not run, to the root of it: what it waits for, who has that, and why that one does not end.
import { a, div, h, li, p, span, strong, ul } from '../dom.js';
import { plural } from '../format.js';
import { useData } from '../data.js';
import { link } from '../router.js';
import { has } from '../session.js';
import { canCancel, cancelButton } from '../task-actions.js';
import { Lasting, ago, card, hrefLink, linked, pending, report, resourceLink, state, taskLink, workerLink } from '../ui.js';

/** A task in the chain, with what ends its being in the way. Of those that the caller must not see, it is told that they are there. */
function blocker({ task, message }, role) {
  if (!task) {
    return div({ class: 'blocker' }, message);
  }
  return div(
    { class: 'blocker' },
    span(role, ' ', taskLink(task), ' ', state(task.state)),
    span({ class: 'about' }, 'for ', h(Lasting, { from: task.since, to: null }), task.worker && [' on ', workerLink(task.worker)]),
    canCancel(task.state) && cancelButton(task, has('operator')),
    div({ class: 'reports' }, (task.progress_reports ?? []).filter((each) => each.state === 'running').slice(0, 2).map(report)),
  );
}

const claim = ({ mode, granted, why }, i) =>
  li({ key: i }, blocker(why, granted ? `${mode === 'shared' ? 'shared' : 'held'} by` : 'promised first to'), step(why, false));

const resource = (each) =>
  li(
    { key: each.resource },
    div('waits for ', resourceLink(each.mode === 'shared' ? `shared:${each.resource}` : each.resource), each.position !== null && span({ class: 'about' }, ` ${plural(each.position, 'task')} before it in line`)),
    each.blockers.length > 0 && ul(each.blockers.map(claim)),
  );

const NAMED = new Set(['running', 'final', 'hidden', 'resources', 'dependencies']);

/** One step: its sentence, unless it says no more than what is shown of the task and behind it. */
function step({ kind, message, resources, dependencies, more }, first) {
  return [
    (first || !NAMED.has(kind)) && p({ class: first ? 'sentence' : 'about' }, linked(message)),
    resources.length > 0 && ul(resources.map(resource)),
    dependencies.length > 0 && ul(dependencies.map((each, i) => li({ key: i }, blocker(each, 'after'), step(each, false)))),
    kind === 'queue_paused' && p(a({ href: link('queues') }, 'To the queues')),
    more > 0 && p({ class: 'about' }, `${plural(more, 'more task')} not shown.`),
  ];
}

const root = (each, i) => li({ key: i }, linked(each.message));

/** What the task itself says, from a server without the whole chain. */
const short = (waiting) => [
  p({ class: 'sentence' }, linked(waiting.message)),
  div({ class: 'why' }, ul(
    waiting.resources.map((each) =>
      li({ key: each.resource }, 'waits for ', resourceLink(each.resource),
        ul(each.holders.map((holder) => li({ key: holder.task }, 'held by ', hrefLink(holder.task), ' ', state(holder.state), ' ', ago(holder.since)))))),
    waiting.dependencies.map((each) => li({ key: each.task }, 'after ', hrefLink(each.task), ' ', state(each.state))),
  )),
];

export function WhyCard({ task }) {
  const why = useData(`tasks/${task.id}/why`, { every: 3000, concerns: (change) => change.from !== change.state });
  if (why.problem?.isMissing) {
    return task.waiting_for && card('Why it waits', short(task.waiting_for));
  }
  const { data } = why;
  if (!data) {
    return card('Why it waits', pending(why));
  }
  return card(
    'Why it waits',
    data.roots?.length > 0 && div({ class: 'roots' }, strong('What has to happen'), ul(data.roots.map(root))),
    div({ class: 'why' }, step(data, true)),
    data.estimate && p({ class: 'about' }, 'Likely to start ', ago(data.estimate.at), ` (${data.estimate.basis}).`),
  );
}
