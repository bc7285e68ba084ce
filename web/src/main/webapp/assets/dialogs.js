// Questions before what cannot be undone, and texts that are too long for a page.
import { button, dialog, div, footer, h, h2 } from './dom.js';
import { useEffect, useRef } from './lib/hooks.module.js';
import { Store, useStore } from './store.js';

const open = new Store(null);

/**
 * Asks whether to go on.
 *
 * @param {{title: string, text: any, action: string}} question with the word on the button that goes on
 * @returns {Promise<boolean>}
 */
export function confirm(question) {
  return new Promise((answer) => open.set({ ...question, answer }));
}

/** Shows something until it is closed. */
export function show(title, content) {
  open.set({ title, text: content, wide: true, answer: () => {} });
}

function OpenDialog({ shown }) {
  const element = useRef(null);
  useEffect(() => element.current.showModal(), []);
  const answer = useRef(false);
  // Closing it, rather than taking it away, gives the focus back to what had it.
  const close = (yes) => {
    answer.current = yes;
    element.current.close();
  };
  const closed = () => {
    open.set(null);
    shown.answer(answer.current);
  };
  return dialog(
    { ref: element, class: shown.wide ? 'wide' : '', 'aria-labelledby': 'dialog-title', onClose: closed },
    h2({ id: 'dialog-title' }, shown.title),
    div({ class: 'dialog-text' }, shown.text),
    footer(
      button({ type: 'button', autofocus: true, onClick: () => close(false) }, shown.action ? 'Go back' : 'Close'),
      shown.action && button({ type: 'button', class: 'danger', onClick: () => close(true) }, shown.action),
    ),
  );
}

export function Dialogs() {
  const shown = useStore(open);
  return shown && h(OpenDialog, { key: shown.title, shown });
}
