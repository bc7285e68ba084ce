// Which tasks are listed: in the address, so that a list can be linked to.
import { button, details, div, fieldset, form, input, label, legend, option, select, span, summary } from '../dom.js';
import { go, link } from '../router.js';

export const STATES = ['waiting', 'running', 'canceling', 'completed', 'failed', 'canceled'];
const TEXTS = {
  name: ['Method', 'com.acme.Reports#monthly'],
  queue: ['Queue', 'default'],
  resource: ['Resource', 'repository:a'],
};
const MORE = {
  worker: ['Worker', '42@host'],
  owner: ['Owner', 'ann'],
  group: ['Group', ''],
  schedule: ['Schedule', ''],
  parent: ['Parent task', 'its id'],
  correlation_id: ['Correlation id', ''],
  exclusive_resource: ['Exclusive resource', ''],
  shared_resource: ['Shared resource', ''],
};
const TIMES = { created: 'Dispatched', started: 'Started', finished: 'Ended' };
const ORDERS = {
  '-created_at': 'last dispatched first',
  created_at: 'first dispatched first',
  '-started_at': 'last started first',
  started_at: 'first started first',
  '-finished_at': 'last ended first',
  finished_at: 'first ended first',
};
const TIME_NAMES = Object.keys(TIMES).flatMap((time) => [`${time}_after`, `${time}_before`]);
const ONCE = [...Object.keys(TEXTS), ...Object.keys(MORE), ...TIME_NAMES, 'order', 'cursor'];

/** What of an address the API is asked. */
export function parameters(query) {
  const values = { state: query.getAll('state') };
  ONCE.forEach((name) => {
    values[name] = query.get(name);
  });
  return values;
}

/** As an input for local times has it. */
function local(iso) {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? '' : new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

const field = (query) => ([name, [title, placeholder]]) =>
  label({ key: name }, title, input({ name, placeholder, value: query.get(name) ?? '', autocomplete: 'off', spellcheck: false }));

const timeField = (query) => (name) => {
  const [time, side] = name.split('_');
  return label({ key: name }, `${TIMES[time]} ${side}`, input({ name, type: 'datetime-local', value: query.has(name) ? local(query.get(name)) : '' }));
};

/** The address of what the form says; what is empty is left out. */
function address(element) {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(element)) {
    const text = value.trim();
    if (text && !(name === 'order' && text === '-created_at')) {
      query.append(name, TIME_NAMES.includes(name) ? new Date(text).toISOString() : text);
    }
  }
  return link('tasks', null, query);
}

export function Filters({ query }) {
  const apply = (event) => {
    event.preventDefault();
    go(address(event.currentTarget.closest('form')));
  };
  const more = Object.keys(MORE).concat(TIME_NAMES).filter((name) => query.has(name)).length;
  return form(
    { class: 'filters', role: 'search', 'aria-label': 'Which tasks', onSubmit: apply },
    fieldset(
      { class: 'states' },
      legend({ class: 'unseen' }, 'States'),
      STATES.map((state) => label({ key: state, class: 'choice' }, input({ type: 'checkbox', name: 'state', value: state, checked: query.getAll('state').includes(state), onChange: apply }), state)),
    ),
    div({ class: 'fields' }, Object.entries(TEXTS).map(field(query)),
      label('Order', select({ name: 'order', onChange: apply }, Object.entries(ORDERS).map(([value, text]) => option({ key: value, value, selected: value === (query.get('order') ?? '-created_at') }, text)))),
      div({ class: 'buttons' }, button({ class: 'primary' }, 'Show'), button({ type: 'button', onClick: () => go(link('tasks')) }, 'Show all'))),
    details(
      { open: more > 0 },
      summary('More filters', more > 0 && span({ class: 'tag' }, `${more} set`)),
      div({ class: 'fields' }, Object.entries(MORE).map(field(query)), TIME_NAMES.map(timeField(query))),
    ),
  );
}
