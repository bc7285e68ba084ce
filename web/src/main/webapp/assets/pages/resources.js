import { withQuery } from '../api.js';
import { a, button, div, form, h, input, label, li, ol, p, span } from '../dom.js';
import { count, plural, reservation } from '../format.js';
import { useData } from '../data.js';
import { go, link } from '../router.js';
import { Page, ago, card, grid, hrefLink, none, pending, resourceLink, state, workerLink } from '../ui.js';
import { useState } from '../lib/hooks.module.js';

const MOST = 500;

const claim = (each) =>
  li(
    { key: each.task },
    span({ class: `mode ${each.mode}` }, each.mode), ' ', hrefLink(each.task), ' ', state(each.state), ' ',
    span({ class: 'about' }, 'since ', ago(each.since), each.worker && [' on ', workerLink(each.worker)]),
  );

/** Who has a resource, and who comes next. */
function Line({ name }) {
  const line = useData(withQuery('resources', { name }), { concerns: (change) => change.from !== change.state });
  const { data } = line;
  return [
    pending(line),
    data && div(
      { class: 'pair' },
      card('Held by', data.holders.length > 0 ? ol({ class: 'claims' }, data.holders.map(claim)) : none('Nobody.')),
      card(
        data.waiting_count > 0 ? `Waiting, in order (${count(data.waiting_count)})` : 'Waiting',
        data.waiting.length > 0 ? ol({ class: 'claims' }, data.waiting.map(claim)) : none('Nobody.'),
        data.waiting_count > data.waiting.length && none(`${plural(data.waiting_count - data.waiting.length, 'more task')} behind these.`),
      ),
    ),
    p(a({ href: link('tasks', null, { resource: name }) }, 'All tasks that reserve it, also those that ended')),
  ];
}

/** The resources that tasks reserve which have not ended, with how many run and wait. */
function inUse(tasks) {
  const found = new Map();
  for (const task of tasks) {
    for (const text of task.reserved_resources) {
      const { name } = reservation(text);
      const counts = found.get(name) ?? { name, running: 0, waiting: 0 };
      counts[task.state === 'waiting' ? 'waiting' : 'running'] += 1;
      found.set(name, counts);
    }
  }
  return [...found.values()].sort((a, b) => b.waiting - a.waiting || b.running - a.running || a.name.localeCompare(b.name));
}

function Overview({ part }) {
  const tasks = useData(withQuery('tasks', { state: ['waiting', 'running', 'canceling'], order: 'created_at', limit: MOST, fields: 'state,reserved_resources' }), {
    concerns: (change) => change.from !== change.state, pause: 3000,
  });
  if (!tasks.data) {
    return pending(tasks);
  }
  const all = inUse(tasks.data.results).filter(({ name }) => name.includes(part));
  return card(
    'In use now',
    all.length === 0 ? none(part ? `No resource in use has “${part}” in its name.` : 'No task reserves anything now.') : grid({
      label: 'Resources in use',
      head: ['Resource', 'Tasks that run with it', 'Tasks that wait with it'],
      keys: all.map(({ name }) => name),
      rows: all.slice(0, 200).map(({ name, running, waiting }) => [resourceLink(name), count(running), count(waiting)]),
    }),
    tasks.data.next && none(`Of the ${count(MOST)} tasks that were dispatched first, of ${count(tasks.data.count)}.`),
  );
}

export function ResourcesPage({ id }) {
  const [part, setPart] = useState(id ?? '');
  const search = (event) => {
    event.preventDefault();
    if (part.trim()) {
      go(link('resources', part.trim()));
    }
  };
  return h(
    Page,
    { title: id ?? 'Resources', about: id && 'a resource' },
    form(
      { class: 'filters', role: 'search', onSubmit: search },
      div(
        { class: 'fields' },
        label({ class: 'wide' }, 'Name of a resource', input({ type: 'search', value: part, autocomplete: 'off', spellcheck: false, placeholder: 'file:repository:a', onInput: (event) => setPart(event.target.value) })),
        button({ class: 'primary' }, 'Look it up'),
      ),
    ),
    id === null ? h(Overview, { part }) : h(Line, { name: id }),
    id !== null && p(a({ href: link('resources') }, 'All resources in use')),
  );
}
