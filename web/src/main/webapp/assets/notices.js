// What became of what somebody has done: said once, at the edge of the page, and to screen readers.
import { button, div, p } from './dom.js';
import { Store, useStore } from './store.js';

const MOST = 4;
const SHOWN_MS = 6000;

const notices = new Store([]);
let next = 0;

function add(kind, text) {
  const notice = { id: ++next, kind, text };
  notices.set([...notices.value.slice(1 - MOST), notice]);
  return notice;
}

const drop = (notice) => notices.set(notices.value.filter((each) => each !== notice));

/** Says that something was done; it goes by itself. */
export function tell(text) {
  const notice = add('done', text);
  setTimeout(() => drop(notice), SHOWN_MS);
}

/** Says that something was refused or has failed; it stays until it is closed. */
export function complain(text) {
  add('failed', text);
}

const shown = (notice) =>
  div(
    { key: notice.id, class: `notice ${notice.kind}` },
    p(notice.text),
    button({ type: 'button', class: 'quiet', 'aria-label': 'Close this message', onClick: () => drop(notice) }, '×'),
  );

export function Notices() {
  const all = useStore(notices);
  const of = (kind) => all.filter((notice) => notice.kind === kind).map(shown);
  return div({ class: 'notices' }, div({ role: 'status' }, of('done')), div({ role: 'alert' }, of('failed')));
}
