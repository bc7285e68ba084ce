// What time it is at the server: times are its own, and this machine's clock may be wrong.
import { useEffect, useState } from './lib/hooks.module.js';

const NOTABLE = 2000; // The header has whole seconds, and is some time under way.
let ahead = 0;

/** Learns the time from the header Date of an answer. */
export function learn(date) {
  const difference = Date.parse(date) - Date.now();
  if (!Number.isNaN(difference)) {
    ahead = Math.abs(difference) > NOTABLE ? difference : 0;
  }
}

/** Milliseconds since 1970 at the server. */
export const now = () => Date.now() + ahead;

/** The time now, read again every so many milliseconds. */
export function useNow(period = 1000) {
  const [time, setTime] = useState(now());
  useEffect(() => {
    const timer = setInterval(() => !document.hidden && setTime(now()), period);
    return () => clearInterval(timer);
  }, [period]);
  return time;
}
