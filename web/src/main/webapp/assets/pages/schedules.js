import { patch, post } from '../api.js';
import { code, div, h, span } from '../dom.js';
import { absolute, count, plural, shortName } from '../format.js';
import { useData } from '../data.js';
import { Page, action, ago, card, grid, hrefLink, none, pending } from '../ui.js';
import { pager } from './pager.js';

function timing(schedule) {
  if (schedule.cron) {
    return [code(schedule.cron), ' ', span({ class: 'about' }, schedule.zone ?? 'UTC')];
  }
  return schedule.every ? ['every ', code(schedule.every)] : ['once, ', absolute(schedule.at)];
}

const buttons = (schedule, reload) => div(
  { class: 'actions' },
  action({
    label: schedule.paused ? 'Resume' : 'Pause',
    name: schedule.name,
    run: () => patch(schedule.href, { paused: !schedule.paused }).then(reload),
    done: schedule.paused ? `${schedule.name} goes on.` : `${schedule.name} is paused.`,
  }),
  action({
    label: 'Run now',
    name: schedule.name,
    run: () => post(`${schedule.href}/run`, undefined, { headers: { 'Idempotency-Key': crypto.randomUUID?.() ?? String(Math.random()) } }).then(reload),
    done: `A task of ${schedule.name} was dispatched.`,
  }),
);

const row = (schedule, reload) => [
  [span({ class: 'name' }, schedule.name), div({ class: 'about', title: schedule.task.name }, shortName(schedule.task.name))],
  timing(schedule),
  schedule.paused ? [span({ class: 'state canceling' }, 'paused'), ' ', span({ class: 'about' }, ago(schedule.paused_at))] : ago(schedule.next_at),
  [ago(schedule.last_tick_at), schedule.last_task && [' ', hrefLink(schedule.last_task)]],
  [count(schedule.ticks.dispatched), span({ class: 'about' }, ` (${count(schedule.ticks.skipped)} skipped, ${count(schedule.ticks.missed)} missed)`)],
  schedule.declared_by ?? span({ class: 'none' }, '–'),
  buttons(schedule, reload),
];

export function SchedulesPage({ query }) {
  const schedules = useData(`task-schedules?limit=100&offset=${Number(query.get('offset')) || 0}`, { keep: true });
  const results = schedules.data?.results ?? [];
  return h(
    Page,
    { title: 'Schedules', about: schedules.data && plural(schedules.data.count, 'schedule') },
    pending(schedules),
    schedules.data && card(null, results.length === 0 ? none('There are no schedules.') : grid({
      label: 'Schedules',
      head: ['Schedule', 'When', 'Next', 'Last', 'Tasks', 'Declared by', ''],
      keys: results.map((schedule) => schedule.name),
      rows: results.map((schedule) => row(schedule, schedules.reload)),
    })),
    schedules.data && pager('schedules', schedules.data),
  );
}
