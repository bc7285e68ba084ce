import { get } from '../api.js';
import { button, p, pre } from '../dom.js';
import { absolute } from '../format.js';
import { show } from '../dialogs.js';
import { complain } from '../notices.js';

/** Shows where the thread of a task is that does not stop. */
export function StackButton({ task }) {
  const look = async () => {
    try {
      const { taken_at: at, text } = await get(`${task.href}/stack`);
      show('Where it is', [p({ class: 'about' }, `Taken at ${absolute(at)}.`), pre({ tabindex: 0 }, text)]);
    } catch (problem) {
      complain(problem.message);
    }
  };
  return button({ type: 'button', onClick: look }, 'Stack');
}
