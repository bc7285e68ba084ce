// The event stream: one for the whole dashboard, in batches, so that thousands of events a second cost a few updates.
import { base } from './api.js';
import { Store } from './store.js';

const BATCH_MS = 250;
const MOST = 5000; // Of one batch; of more, it is only told that there were.
const REOPEN_MS = 5000;

/** 'live', 'connecting', or 'off' while the page is hidden or nobody is signed in. */
export const connection = new Store('off');

/**
 * @typedef {object} Batch
 * @property {object[]} changes as the stream tells them, oldest first
 * @property {boolean} incomplete whether there were others: read anew what is shown
 */

const followers = new Set();
let source = null;
let wanted = false;
let last = null;
let opened = false;
let texts = [];
let incomplete = false;
let timer = null;
let reopening = null;

/**
 * Follows what happens.
 *
 * @param {(batch: Batch) => void} follower
 * @returns a function that ends it
 */
export function follow(follower) {
  followers.add(follower);
  return () => followers.delete(follower);
}

/** Listens from now on, as long as the page can be seen: browsers allow few connections to a server, over all tabs. */
export function listen() {
  wanted = true;
  adapt();
}

export function stop() {
  wanted = false;
  last = null;
  opened = false;
  adapt();
}

document.addEventListener('visibilitychange', adapt);

function adapt() {
  const on = wanted && !document.hidden;
  if (on && !source) {
    open();
  } else if (!on && source) {
    close();
    connection.set('off');
  }
}

function open() {
  clearTimeout(reopening);
  const address = new URL('events', base);
  if (last) {
    address.searchParams.set('last_event_id', last); // A browser keeps it only for its own attempts.
  }
  connection.set('connecting');
  source = new EventSource(address);
  const blind = opened && !last; // What happened since the last connection, nobody tells.
  opened = true;
  source.addEventListener('open', () => {
    connection.set('live');
    if (blind) {
      incomplete = true;
      soon();
    }
  });
  source.addEventListener('task', take);
  source.addEventListener('progress', take);
  source.addEventListener('reset', (event) => {
    last = event.lastEventId || last;
    incomplete = true;
    soon();
  });
  source.addEventListener('error', () => {
    connection.set('connecting');
    if (source?.readyState === EventSource.CLOSED) { // Refused: a browser gives up then.
      close();
      reopening = setTimeout(adapt, REOPEN_MS);
    }
  });
}

function close() {
  source.close();
  source = null;
}

function take(event) {
  last = event.lastEventId || last;
  if (texts.length < MOST) {
    texts.push(event.data);
  } else {
    incomplete = true;
  }
  soon();
}

function soon() {
  timer ??= setTimeout(deliver, BATCH_MS);
}

function deliver() {
  timer = null;
  const batch = { changes: texts.map((text) => JSON.parse(text)), incomplete };
  texts = [];
  incomplete = false;
  followers.forEach((follower) => follower(batch));
}
