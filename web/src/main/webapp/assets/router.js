// Where one is: the part of the address behind #, such as #/tasks?state=failed.
import { Store } from './store.js';

/** @typedef {{page: string, id: string | null, query: URLSearchParams, path: string}} Route */

/** @returns {Route} */
function parse(hash) {
  const [path, query] = hash.replace(/^#\/?/, '').split(/\?(.*)/s);
  const [page, ...rest] = path.split('/');
  return { page: page || 'overview', id: rest.length ? decoded(rest.join('/')) : null, query: new URLSearchParams(query), path };
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // Somebody has typed it.
  }
}

export const route = new Store(parse(location.hash));
addEventListener('hashchange', () => route.set(parse(location.hash)));

/** The address of a page, or of one thing on it. */
export function link(page, id = null, query = null) {
  const text = query ? new URLSearchParams(query).toString() : '';
  return `#/${page}${id === null ? '' : `/${encodeURIComponent(id)}`}${text ? `?${text}` : ''}`;
}

/** Goes there; the way back leads here, unless it is replaced. */
export function go(address, { replace = false } = {}) {
  if (replace) {
    history.replaceState(null, '', address);
    route.set(parse(address));
  } else {
    location.hash = address;
  }
}
