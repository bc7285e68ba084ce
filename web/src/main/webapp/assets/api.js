// The REST API, as docs/rest.md has it. A path is relative to /dibs/api/v1/, or an href that the API has given.
import { learn } from './clock.js';
import { Store } from './store.js';

export const base = new URL('api/v1/', document.baseURI);

/** Grows when the API says that nobody is signed in. */
export const refusals = new Store(0);

/** A failure that the API has told (problem+json), or that kept it from being asked. */
export class Problem extends Error {
  /** @param {number} status 0 if there was no answer */
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }

  /** Whether this server has no such endpoint, or no such thing. */
  get isMissing() {
    return this.status === 404 || this.status === 405 || this.status === 501;
  }
}

async function problemOf(response) {
  const body = await response.json().catch(() => ({}));
  const again = response.headers.get('Retry-After');
  const detail = body.detail ?? `The server has answered ${response.status} ${response.statusText}.`;
  return new Problem(response.status, response.status === 503 && again ? `${detail} Try again in ${again} s.` : detail);
}

/** @returns the answer's JSON; null if it has none */
export async function ask(method, path, { body, headers = {}, signal } = {}) {
  const request = { method, signal, headers: { Accept: 'application/json', ...headers } };
  if (body !== undefined) {
    request.body = JSON.stringify(body);
    request.headers['Content-Type'] = 'application/json';
  }
  let response;
  try {
    response = await fetch(new URL(path, base), request);
  } catch (e) {
    if (e.name === 'AbortError') {
      throw e;
    }
    throw new Problem(0, 'The server does not answer.');
  }
  learn(response.headers.get('Date'));
  if (!response.ok) {
    const problem = await problemOf(response);
    if (problem.status === 401) {
      refusals.set(refusals.value + 1);
    }
    throw problem;
  }
  return response.status === 204 ? null : response.json();
}

export const get = (path, options) => ask('GET', path, options);
export const post = (path, body, options) => ask('POST', path, { ...options, body });
export const patch = (path, body) => ask('PATCH', path, { body });
export const remove = (path) => ask('DELETE', path);

/** A path with a query; parameters that are null, undefined or empty are left out, and lists are repeated. */
export function withQuery(path, parameters) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    for (const each of Array.isArray(value) ? value : [value]) {
      if (each != null && each !== '') {
        query.append(name, each);
      }
    }
  }
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

/** The id at the end of a task's href; of an id, itself. */
export const idOf = (href) => href.slice(href.lastIndexOf('/') + 1);
