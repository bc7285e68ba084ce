// Who is signed in, and what he may. What he really may is decided by the server; this is for telling him before he tries.
import { ask, get, refusals } from './api.js';
import { Store, useStore } from './store.js';

const ROLES = ['viewer', 'operator', 'administrator'];

/** The answer of GET session; null until it is known. */
export const session = new Store(null);

export async function load() {
  session.set(await get('session'));
}

refusals.follow(() => load().catch(() => {}));

export const useSession = () => useStore(session);

/** Whether somebody may be asked for what is not public. */
export const isSignedIn = (known) => known !== null && (!known.security || known.user !== null);

/** Whether the caller has this role, or a higher one. */
export function has(role) {
  return ROLES.indexOf(session.value?.role ?? '') >= ROLES.indexOf(role);
}

/** Whether the caller may cancel, delete or repeat a task of this owner. */
export const mayChange = (owner) => has('operator') || (owner != null && owner === session.value?.user);

export async function signIn(user, password) {
  await ask('POST', new URL('sign-in', document.baseURI), { body: { user, password } });
  await load();
}

/** Ends the session, and goes where it ends at the provider too. */
export async function signOut() {
  const { to } = await ask('POST', new URL('sign-out', document.baseURI));
  const next = new URL(to, document.baseURI);
  if (next.origin === location.origin) {
    await load();
  } else {
    location.assign(next);
  }
}

/** Where the provider is, for it to lead back to what is shown now. */
export function providerAddress() {
  const address = new URL(session.value.sign_in.provider, document.baseURI);
  address.searchParams.set('to', location.pathname + location.hash);
  return address.href;
}
