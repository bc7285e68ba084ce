// How values are written.

const COUNT = new Intl.NumberFormat('en');
const ABSOLUTE = new Intl.DateTimeFormat('sv', { dateStyle: 'short', timeStyle: 'medium' }); // As ISO 8601 has it, in local time.

export const count = (number) => COUNT.format(number);

/** A time as people read it, in the time zone of the browser. */
export const absolute = (iso) => ABSOLUTE.format(new Date(iso));

/** A length of time, in milliseconds, with two digits that matter. */
export function duration(ms) {
  if (ms < 1) {
    return '0 ms';
  }
  if (ms < 1000) {
    return `${Math.round(ms)} ms`;
  }
  const seconds = ms / 1000;
  if (seconds < 10) {
    return `${seconds.toFixed(1)} s`;
  }
  const units = [[86_400, 'd'], [3600, 'h'], [60, 'min'], [1, 's']];
  const first = units.findIndex(([size]) => seconds >= size);
  const [size, name] = units[first];
  const whole = Math.floor(seconds / size);
  if (first === units.length - 1) {
    return `${whole} s`;
  }
  const [nextSize, nextName] = units[first + 1];
  const rest = Math.floor((seconds % size) / nextSize);
  return rest ? `${whole} ${name} ${rest} ${nextName}` : `${whole} ${name}`;
}

/** Between two times; until now for what has not ended. */
export const between = (from, to, now) => duration(Math.max(0, (to ? Date.parse(to) : now) - Date.parse(from)));

/** How long ago, or until when. */
export function relative(iso, now) {
  const ms = now - Date.parse(iso);
  if (ms < -1000) {
    return `in ${duration(-ms)}`;
  }
  if (ms < 1000) {
    return 'now';
  }
  const step = ms < 60_000 ? 1000 : 60_000; // Nobody wants the seconds of hours ago.
  return `${duration(Math.floor(ms / step) * step).replace('.0', '')} ago`;
}

/** A method without the package of its class. */
export const shortName = (name) => name.replace(/^.*\.(?=[^.]*#)/, '');

/** The end of an id: it begins with the time, so those of one day look alike. */
export const shortId = (id) => id.slice(-8);

/** A name without shared: before it, and whether it was there. */
export function reservation(text) {
  return text.startsWith('shared:') ? { name: text.slice(7), shared: true } : { name: text, shared: false };
}

/** 1 task, 2 tasks. */
export const plural = (number, one, many = `${one}s`) => `${count(number)} ${number === 1 ? one : many}`;
