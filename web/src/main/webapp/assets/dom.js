// Elements as functions: div({class: 'card'}, 'text', span('more')). A first argument that is a plain object has the properties.
import { h } from './lib/preact.module.js';

const isProperties = (value) => value != null && value.constructor === Object;

const element = (name) => (first, ...rest) => (isProperties(first) ? h(name, first, ...rest) : h(name, null, first, ...rest));

export const {
  a, button, caption, code, dd, details, dialog, div, dl, dt, fieldset, footer, form, h1, h2, h3, header, input, label, legend, li, main,
  nav, ol, option, p, pre, progress, section, select, span, strong, summary, table, tbody, td, th, thead, time, tr, ul,
} = new Proxy({}, { get: (_, name) => element(name) });

export { h };
