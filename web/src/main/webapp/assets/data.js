// What a GET of the API answers, kept up to date: by the clock, and when events say that it has changed.
import { get } from './api.js';
import { now } from './clock.js';
import { follow } from './events.js';
import { useEffect, useRef, useState } from './lib/hooks.module.js';

/** Reads one path again and again, one request at a time, with a pause after each. */
class Reader {
  constructor(path, { every, pause, concerns }, tell) {
    this.path = path;
    this.pause = pause;
    this.tell = tell;
    this.abort = new AbortController();
    this.due = null;
    this.reading = false;
    this.again = false;
    this.closed = false;
    this.timer = every ? setInterval(() => !document.hidden && this.soon(), every) : null;
    this.unfollow = follow((batch) => {
      if (concerns.current && (batch.incomplete || batch.changes.some(concerns.current))) {
        this.soon();
      }
    });
    this.seen = () => !document.hidden && this.soon();
    document.addEventListener('visibilitychange', this.seen);
    this.read();
  }

  close() {
    this.closed = true;
    this.abort.abort();
    clearInterval(this.timer);
    clearTimeout(this.due);
    this.unfollow();
    document.removeEventListener('visibilitychange', this.seen);
  }

  /** Reads after the pause; however often it is asked for until then, once. */
  soon() {
    if (this.reading) {
      this.again = true;
    } else if (!this.closed) {
      this.due ??= setTimeout(() => this.read(), this.pause);
    }
  }

  async read() {
    clearTimeout(this.due);
    this.due = null;
    this.reading = true;
    this.again = false;
    const asked = { path: this.path, at: now() };
    try {
      this.tell({ ...asked, data: await get(this.path, { signal: this.abort.signal }), problem: null });
    } catch (problem) {
      if (problem.name === 'AbortError') {
        return;
      }
      this.tell({ ...asked, problem });
      if (problem.isMissing) { // It will not come by itself.
        this.close();
        return;
      }
    }
    this.reading = false;
    if (this.again) {
      this.soon();
    }
  }
}

/**
 * Follows a path of the API.
 *
 * @param {string | null} path null for nothing
 * @param {object} options
 * @param {number} [options.every] how often to read it at least, in milliseconds; 0 for once
 * @param {number} [options.pause] how long to wait after an event, for others
 * @param {(change: object) => boolean} [options.concerns] which events say that it has changed
 * @param {boolean} [options.keep] whether to show what was there until another path is answered
 * @returns {{data: any, problem: Error | null, reload: () => void}}
 */
export function useData(path, { every = 10_000, pause = 1000, concerns = null, keep = false } = {}) {
  const [state, setState] = useState({ path: null, data: null, problem: null });
  const reader = useRef(null);
  const present = useRef(concerns);
  present.current = concerns;
  useEffect(() => {
    if (path === null) {
      return undefined;
    }
    // A failure leaves on the page what was there, if it was of this path.
    const tell = (next) => setState((was) => ({ data: was.path === path ? was.data : null, ...next }));
    reader.current = new Reader(path, { every, pause, concerns: present }, tell);
    return () => reader.current.close();
  }, [path, every, pause]);
  const shown = state.path === path || (keep && path !== null);
  return {
    data: shown ? state.data : null,
    problem: shown ? state.problem : null,
    reload: () => reader.current?.read(),
  };
}
