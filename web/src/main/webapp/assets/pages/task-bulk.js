// What can be done with many tasks: with those that are selected on the page, or with all that match the filter.
import { get, remove, withQuery } from '../api.js';
import { from, withEach } from '../bulk.js';
import { button, div, span } from '../dom.js';
import { count, plural } from '../format.js';
import { has, mayChange, session } from '../session.js';
import { canCancel, cancel, isFinal, retry } from '../task-actions.js';
import { action } from '../ui.js';
import { STATES, parameters } from './task-filters.js';

/** How many are read at a time. They are done with before the next ones are read. */
const PIECE = 100;

const ACTIONS = [
  { label: 'Cancel', past: 'told to stop', fits: canCancel, run: cancel, title: 'Cancel these tasks?', text: 'Those that run are told to stop; the others never start.', asks: true },
  { label: 'Retry', past: 'dispatched again', fits: isFinal, run: retry, title: 'Retry these tasks?', text: 'A new task does the same again for each of them.', asks: false },
  { label: 'Delete', past: 'deleted', fits: isFinal, run: remove, title: 'Delete these tasks?', text: 'They and their results are gone then.', asks: true },
];

/** A button for those of the selected tasks with which it can be done. */
function forSelected({ label, past, fits, run, title, text, asks }, selected, over) {
  const fitting = selected.filter((task) => fits(task.state));
  const name = `${label} ${plural(fitting.length, 'task')}`;
  return fitting.length > 0 && action({
    label: `${label} ${count(fitting.length)}`,
    allowed: fitting.every((task) => mayChange(task.owner)),
    question: asks && { title, text: `${plural(fitting.length, 'task')} of ${count(selected.length)} selected. ${text}`, action: name },
    run: () => withEach({ title: name, past, total: fitting.length, pages: [fitting], run }).then(over),
  });
}

/**
 * The first of all tasks that match and with which it can be done, with how many these are. It is in the order of dispatch, the
 * last first, whatever is shown: what is dispatched from now on, by a retry too, comes before it and is not touched.
 */
function first(query, states) {
  const filter = { ...parameters(query), state: states, order: '-created_at', cursor: null };
  return get(withQuery('tasks', { ...filter, limit: PIECE, fields: 'href' }));
}

/** A button for all that match. How many these are is asked, and said, when it is pressed. */
function forAll({ label, past, fits, run, title, text }, query, over) {
  const among = query.getAll('state');
  const states = (among.length > 0 ? among : STATES).filter(fits);
  let page;
  let name;
  return states.length > 0 && action({
    label: `${label} all`,
    // Whoever has no role sees his own tasks only.
    allowed: has('operator') || !has('viewer') || (query.get('owner') === session.value.user),
    question: async () => {
      page = await first(query, states);
      if (page.count === 0) {
        throw new Error(`No task that matches can be ${past}.`);
      }
      name = `${label} ${plural(page.count, 'task')}`;
      return { title, text: `${plural(page.count, 'task')} on all pages, as they match now. ${text}`, action: name };
    },
    run: () => withEach({ title: name, past, total: page.count, pages: from(page), run }).then(over),
  });
}

/**
 * @param {object} properties
 * @param {object[]} properties.selected tasks of the page
 * @param {number} properties.matching how many tasks match on all pages, if there are more than this one and all of it is selected, else 0
 * @param {boolean} properties.whole whether it is for all of these
 */
export function Bulk({ selected, matching, whole, choose, query, over }) {
  if (selected.length === 0) {
    return null;
  }
  const all = whole && matching > 0;
  return div(
    { class: 'bulk', role: 'group', 'aria-label': 'Selected tasks' },
    span({ role: 'status' }, all ? `All ${plural(matching, 'task')} that match` : `${plural(selected.length, 'task')} selected`),
    ACTIONS.map((each) => (all ? forAll(each, query, over) : forSelected(each, selected, over))),
    matching > 0 && button({ type: 'button', class: 'quiet', onClick: () => choose(!whole) }, all ? 'Only this page' : `Select all ${count(matching)} that match`),
  );
}
