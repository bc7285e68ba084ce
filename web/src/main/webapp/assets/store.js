// A value that components follow.
import { useEffect, useState } from './lib/hooks.module.js';

/** @template T */
export class Store {
  /** @param {T} value */
  constructor(value) {
    this.value = value;
    this.followers = new Set();
  }

  /** @param {T} value */
  set(value) {
    if (value !== this.value) {
      this.value = value;
      this.followers.forEach((follower) => follower(value));
    }
  }

  /** @returns a function that ends it */
  follow(follower) {
    this.followers.add(follower);
    return () => this.followers.delete(follower);
  }
}

/** The present value; the component is drawn again when there is another. */
export function useStore(store) {
  const [value, setValue] = useState(store.value);
  useEffect(() => {
    setValue(() => store.value); // It may have changed since it was drawn.
    return store.follow((next) => setValue(() => next));
  }, [store]);
  return value;
}
