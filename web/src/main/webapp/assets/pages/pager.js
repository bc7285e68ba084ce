import { a, nav } from '../dom.js';
import { link } from '../router.js';

const offset = (href) => new URL(href, location.href).searchParams.get('offset') ?? 0;

/** The pages before and after, of a list that has offsets. */
export const pager = (page, { previous, next }) =>
  (previous || next) &&
  nav(
    { class: 'paging', 'aria-label': `Pages of ${page}` },
    previous && a({ href: link(page, null, { offset: offset(previous) }), rel: 'prev' }, '← Before'),
    next && a({ href: link(page, null, { offset: offset(next) }), rel: 'next' }, 'After →'),
  );
