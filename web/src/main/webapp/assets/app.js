// The frame of the dashboard: who is signed in, where one is, and whether what is shown is live.
import { a, button, div, h, header, main, nav, p, span } from './dom.js';
import { Dialogs } from './dialogs.js';
import { connection, listen, stop } from './events.js';
import { useEffect, useErrorBoundary } from './lib/hooks.module.js';
import { render } from './lib/preact.module.js';
import { Notices, complain } from './notices.js';
import { GroupsPage } from './pages/groups.js';
import { JobProgress } from './pages/job.js';
import { OverviewPage } from './pages/overview.js';
import { QueuesPage } from './pages/queues.js';
import { ResourcesPage } from './pages/resources.js';
import { SchedulesPage } from './pages/schedules.js';
import { SignInPage } from './pages/sign-in.js';
import { TaskPage } from './pages/task.js';
import { TasksPage } from './pages/tasks.js';
import { WorkersPage } from './pages/workers.js';
import { link, route } from './router.js';
import { isSignedIn, load, session, signOut, useSession } from './session.js';
import { useStore } from './store.js';
import { Page, none } from './ui.js';

const PAGES = {
  overview: ['Overview', () => OverviewPage],
  tasks: ['Tasks', (id) => (id ? TaskPage : TasksPage)],
  resources: ['Resources', () => ResourcesPage],
  workers: ['Workers', () => WorkersPage],
  queues: ['Queues', () => QueuesPage],
  schedules: ['Schedules', () => SchedulesPage],
  groups: ['Groups', () => GroupsPage],
};

const CONNECTIONS = { live: 'Live', connecting: 'Connecting…', off: 'Paused' };

function Connection() {
  const now = useStore(connection);
  return span({ class: `connection ${now}`, role: 'status' }, CONNECTIONS[now]);
}

function Navigation({ page }) {
  return nav(
    { 'aria-label': 'Pages' },
    Object.entries(PAGES).map(([name, [title]]) => a({ key: name, href: link(name), 'aria-current': name === page ? 'page' : null }, title)),
  );
}

function User({ known }) {
  if (!known.security) {
    return span({ class: 'user' }, 'Everybody may do everything');
  }
  return span(
    { class: 'user' },
    span(known.user, known.role && span({ class: 'tag' }, known.role)),
    button({ type: 'button', class: 'quiet', onClick: () => signOut().catch((problem) => complain(problem.message)) }, 'Sign out'),
  );
}

/** The page of the address. One that fails says so, and the others can still be gone to. */
function Content({ at }) {
  const [failure] = useErrorBoundary((e) => console.error(e));
  if (failure) {
    return h(Page, { title: 'This page has failed' }, p({ class: 'problem' }, String(failure)));
  }
  const page = PAGES[at.page];
  return page ? h(page[1](at.id), { id: at.id, query: at.query }) : h(Page, { title: 'No such page' }, none('Nothing is here.'));
}

function Dashboard({ known }) {
  const at = useStore(route);
  useEffect(() => {
    listen();
    return stop;
  }, []);
  return [
    header(
      { class: 'bar' },
      button({ type: 'button', class: 'skip', onClick: () => document.querySelector('h1').focus() }, 'Skip to the page'),
      a({ class: 'brand', href: link('overview') }, 'Dibs'),
      h(Navigation, { page: at.page }),
      div({ class: 'aside' }, h(Connection), h(User, { known })),
    ),
    h(JobProgress),
    main(h(Content, { key: at.path, at })),
  ];
}

function App() {
  const known = useSession();
  return [
    known && (isSignedIn(known) ? h(Dashboard, { known }) : h(SignInPage, { known })),
    h(Notices),
    h(Dialogs),
  ];
}

render(h(App), document.body);
load().catch((problem) => {
  session.set({ user: null, role: null, security: true, sign_in: { password: false, provider: null } });
  complain(problem.message);
});
