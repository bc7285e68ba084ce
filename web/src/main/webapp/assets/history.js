// What the charts show: the last five minutes, second by second, kept while one looks at other pages.
import { now } from './clock.js';
import { follow } from './events.js';

const SECONDS = 300;
const ENDS = ['completed', 'failed', 'canceled'];

/** A fixed number of moments; the oldest goes when another comes. */
class Series {
  constructor(lines) {
    this.columns = Array.from({ length: lines + 1 }, () => []);
  }

  add(time, values) {
    [time, ...values].forEach((value, i) => this.columns[i].push(value));
    if (this.columns[0].length > SECONDS) {
      this.columns.forEach((column) => column.shift());
    }
  }

  /** Counts one more in the second to which it belongs, if that is over: a connection that broke tells later what it missed. */
  late(time, line) {
    const i = this.columns[0].findIndex((second) => second >= time);
    if (i >= 0) {
      this.columns[line + 1][i] += 1;
    }
    return i >= 0;
  }

  /** For a chart, which knows by another array that there is something new. */
  get copy() {
    return [...this.columns];
  }
}

export const ended = new Series(ENDS.length);
export const present = new Series(3);

let counts = [0, 0, 0];
let begun = false;

/** Begins to count what the event stream tells. */
export function begin() {
  if (begun) {
    return;
  }
  begun = true;
  follow(({ changes }) => {
    for (const { from, state, at } of changes) {
      const end = from === state ? -1 : ENDS.indexOf(state);
      if (end >= 0 && !ended.late(Date.parse(at) / 1000, end)) {
        counts[end] += 1;
      }
    }
  });
  setInterval(() => {
    if (!document.hidden) {
      ended.add(now() / 1000, counts);
    }
    counts = [0, 0, 0];
  }, 1000);
}

/** Takes down how many tasks are in which state, as the statistics have it. */
export function note(statistics) {
  const { ready, blocked, running } = statistics.tasks;
  present.add(now() / 1000, [running, ready, blocked]);
}
