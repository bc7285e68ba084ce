// One thing done with many tasks, a few at a time. One such job at once; it goes on while one looks at other pages.
import { get } from './api.js';
import { plural } from './format.js';
import { complain, tell } from './notices.js';
import { Store } from './store.js';

const AT_ONCE = 4;
/** No answer, nobody signed in, too many failures to, no Redis: the next ones would fail likewise. */
const HOPELESS = new Set([0, 401, 429, 503]);
const REASONS = { 404: 'gone already', 409: 'in another state by then' };

/**
 * The job under way, or null.
 *
 * @type {Store<{title: string, done: number, total: number, failed: number, stopping: boolean, stop: () => void} | null>}
 */
export const job = new Store(null);

class Work {
  constructor(title, total, run) {
    this.title = title;
    this.total = total;
    this.run = run;
    this.done = 0;
    this.failures = new Map(); // How many for each reason.
    this.failed = 0;
    this.ending = null; // Why it ends before all are done.
  }

  tell() {
    const stop = () => this.end('You have stopped it.');
    job.set({ title: this.title, done: this.done, total: this.total, failed: this.failed, stopping: this.ending !== null, stop });
  }

  end(why) {
    this.ending ??= why;
    this.tell();
  }

  async piece(tasks) {
    const rest = [...tasks];
    const loop = async () => {
      while (rest.length > 0 && this.ending === null) {
        await this.one(rest.shift());
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, loop));
  }

  async one(task) {
    try {
      await this.run(task.href);
    } catch (problem) {
      if (HOPELESS.has(problem.status)) {
        this.end(problem.message);
        return;
      }
      const reason = REASONS[problem.status] ?? problem.message;
      this.failures.set(reason, (this.failures.get(reason) ?? 0) + 1);
      this.failed += 1;
    }
    this.done += 1;
    this.tell();
  }

  /** Says what came of it: failures until somebody has read them. */
  report(past) {
    const well = `${plural(this.done - this.failed, 'task')} ${past}.`;
    const failures = [...this.failures].map(([reason, times]) => `${plural(times, 'task')} could not be ${past}: ${reason}.`);
    const rest = this.ending !== null && [`${this.ending} ${plural(Math.max(0, this.total - this.done), 'task')} left as they are.`];
    if (failures.length > 0 || rest) {
      complain([well, ...failures, ...(rest || [])].join(' '));
    } else {
      tell(well);
    }
  }
}

const warn = (event) => event.preventDefault(); // A browser asks then whether the page is to be left.

/**
 * Does it with each task, and goes on after a failure, unless the next ones would fail too.
 *
 * @param {object} what
 * @param {string} what.title what is done, for people
 * @param {string} what.past what was done with a task: "deleted"
 * @param {number} what.total how many tasks there are
 * @param {Iterable<object[]> | AsyncIterable<object[]>} what.pages the tasks; a page is read when the one before is done
 * @param {(href: string) => Promise<any>} what.run
 */
export async function withEach({ title, past, total, pages, run }) {
  if (job.value) {
    throw new Error(`“${job.value.title}” is not done yet. Wait for it, or stop it.`);
  }
  const work = new Work(title, total, run);
  work.tell();
  addEventListener('beforeunload', warn);
  try {
    for await (const tasks of pages) {
      await work.piece(tasks);
      if (work.ending !== null) {
        break;
      }
    }
  } catch (problem) {
    work.end(problem.message);
  } finally {
    removeEventListener('beforeunload', warn);
    job.set(null);
  }
  work.report(past);
}

/** The tasks of a page of a list that was read, and of those behind it. */
export async function* from(first) {
  for (let page = first; page; page = page.next ? await get(page.next) : null) {
    yield page.results;
  }
}
