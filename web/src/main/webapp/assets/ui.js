// The parts that pages are made of.
import { useNow } from './clock.js';
import { a, button, caption, code, div, h, h1, h2, header, p, progress, section, span, table, tbody, td, th, thead, time, tr } from './dom.js';
import { absolute, between, count, relative, reservation, shortId, shortName } from './format.js';
import { useEffect, useRef, useState } from './lib/hooks.module.js';
import { confirm } from './dialogs.js';
import { complain, tell } from './notices.js';
import { link } from './router.js';
import { has } from './session.js';
import { idOf } from './api.js';

/** A page with its heading, which gets the focus when one comes to the page. */
export function Page({ title, heading = title, about, actions, children }) {
  const top = useRef(null);
  useEffect(() => {
    document.title = `${title} – Dibs`;
  }, [title]);
  useEffect(() => top.current.focus({ preventScroll: true }), []);
  return [
    header({ class: 'page-header' }, h1({ ref: top, tabindex: -1 }, heading), about && span({ class: 'about' }, about), actions && div({ class: 'actions' }, actions)),
    children,
  ];
}

export const card = (title, ...content) => section({ class: 'card' }, title && h2(title), ...content);

/** A state, as a word; its colour is only for the eye. */
export const state = (text) => span({ class: `state ${text}` }, text);

/** How long ago a time was, which goes on. */
export function Ago({ at }) {
  const now = useNow();
  return at ? time({ datetime: at, title: absolute(at) }, relative(at, now)) : span({ class: 'none' }, '–');
}

/** How long something took, or takes by now. */
export function Lasting({ from, to }) {
  const now = useNow();
  return from ? span({ class: 'number' }, between(from, to, now)) : span({ class: 'none' }, '–');
}

export const ago = (at) => h(Ago, { at });

/** Why there is nothing to see, if there is a reason: what the server has said, or that it was not asked yet. */
export function pending({ data, problem }) {
  if (problem && !data) {
    return p({ class: 'problem', role: 'alert' }, problem.message);
  }
  return data ? problem && p({ class: 'problem' }, `${problem.message} What follows may be old.`) : p({ class: 'none' }, 'Loading…');
}

export const none = (text) => p({ class: 'none' }, text);

/** A task's name and the end of its id, which lead to it. */
export const taskLink = (task) =>
  a({ class: 'task', href: link('tasks', task.id), title: `${task.name} ${task.id}` }, shortName(task.name), ' ', code(shortId(task.id)));

/** A task of which only the href is known. */
export const hrefLink = (href) => a({ href: link('tasks', idOf(href)), title: idOf(href) }, code(shortId(href)));

const TASK_ID = /\b([0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12})\b/;
const PACKAGE = /\b(?:[a-z]\w*\.)+(?=[A-Z]\w*#)/g;

/** A sentence of the server, with its tasks as links and its methods as short as elsewhere. */
export const linked = (text) =>
  text.replace(PACKAGE, '').split(TASK_ID).map((part, i) => (i % 2 === 1 ? hrefLink(part) : part));

export const workerLink = (name) => (name ? a({ href: link('workers', name) }, name) : span({ class: 'none' }, '–'));

export function resourceLink(text) {
  const { name, shared } = reservation(text);
  return [a({ class: 'name', href: link('resources', name) }, name), shared && span({ class: 'tag' }, 'shared')];
}

/** How far a part of a task is. */
export function report(each) {
  const of = each.total === null ? count(each.done) : `${count(each.done)} of ${count(each.total)}`;
  return div(
    { key: each.code, class: 'report' },
    span(each.message, each.state !== 'running' && span({ class: 'tag' }, each.state)),
    span({ class: 'number' }, each.suffix ? `${of}, ${each.suffix}` : of),
    progress({ 'aria-label': each.message, ...(each.total > 0 ? { max: each.total, value: each.done } : each.state === 'running' ? {} : { max: 1, value: 1 }) }),
  );
}

/**
 * A table, which on a phone is a list of cards.
 *
 * @param {{label: string, head: any[], rows: any[][], keys: string[]}} content each row has as many cells as the head
 */
export function grid({ label, head, rows, keys }) {
  return div(
    { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': label },
    table(
      caption({ class: 'unseen' }, label),
      thead(tr(head.map((title, i) => th({ key: i, scope: 'col' }, title === '' ? span({ class: 'unseen' }, 'Actions') : title)))),
      tbody(rows.map((cells, i) => tr({ key: keys[i] }, cells.map((cell, j) => td({ key: j, 'data-label': typeof head[j] === 'string' ? head[j] : null }, div(cell)))))),
    ),
  );
}

/** Where the focus goes when what had it is not there any more, as a button whose task has ended: else it is at the top again. */
function leave(element) {
  if (element !== null && element === document.activeElement) {
    document.querySelector('h1')?.focus({ preventScroll: true });
  }
}

/**
 * A button that changes something.
 *
 * @param {object} properties
 * @param {string} properties.label
 * @param {() => Promise<any>} properties.run
 * @param {string} [properties.done] what to say then
 * @param {string} [properties.role] the role that it takes
 * @param {boolean} [properties.allowed] whether the caller may, where it is not his role alone that decides
 * @param {{title: string, text: any, action: string} | (() => Promise<object>)} [properties.question] to ask first
 */
export function Action({ label, run, done, role = 'operator', allowed = has(role), question, name }) {
  const [busy, setBusy] = useState(false);
  const element = useRef(null);
  useEffect(() => () => leave(element.current), []);
  const reason = allowed ? null : `This takes the role ${role}.`;
  const act = async () => {
    if (reason) {
      complain(reason);
      return;
    }
    try {
      setBusy(typeof question === 'function');
      const asked = typeof question === 'function' ? await question() : question;
      setBusy(false);
      if (asked && !(await confirm(asked))) {
        return;
      }
      setBusy(true);
      const answer = await run();
      if (done) {
        tell(typeof done === 'function' ? done(answer) : done);
      }
    } catch (problem) {
      complain(problem.message);
    } finally {
      setBusy(false);
    }
  };
  return button(
    {
      ref: element,
      type: 'button',
      class: question ? 'danger' : '',
      'aria-disabled': busy || reason ? 'true' : null,
      'aria-label': name ? `${label} ${name}` : null,
      title: reason,
      onClick: busy ? null : act,
    },
    label,
  );
}

export const action = (properties) => h(Action, properties);
