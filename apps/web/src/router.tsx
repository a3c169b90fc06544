import type { ComponentType } from 'react';
import { createBrowserRouter } from 'react-router';
import { AskProvider } from './ask/ask-provider.js';
import { AskPage } from './ask/ask.page.js';
import { LibraryPage } from './library/library.page.js';
import { SelectionProvider } from './library/selection/selection-provider.js';
import { UploadProvider } from './library/upload-provider.js';
import { Loading } from './shared/loading.js';
import { NotFoundPage } from './shell/not-found.page.js';
import { PageError } from './shell/page-error.js';
import { RequireSession } from './shell/require-session.js';
import { Shell } from './shell/shell.js';
import { SignInPage } from './sign-in/sign-in.page.js';

/**
 * A page that is fetched when somebody goes there: what most people open first does not wait for what few need. All of the
 * route in one function: of its single properties the router leaves unsaid that one could not be fetched, and shows nothing.
 */
const later = <Name extends string>(name: Name, load: () => Promise<Record<Name, ComponentType>>) => ({
  lazy: async () => ({ Component: (await load())[name] }),
});

/** All of the first page is drawn by their parent. */
const firstPages = ['/', '/ask/:conversation'].map((path) => ({ path, element: <></> }));

export const router = createBrowserRouter([
  { path: '/sign-in', element: <SignInPage />, errorElement: <PageError /> },
  {
    element: (
      // Questions, uploads and what is done to many documents live above the pages, so that they go on while the reader looks at something else, and
      // below the session, so that they end with it.
      <RequireSession>
        <AskProvider>
          <UploadProvider>
            <SelectionProvider>
              <Shell />
            </SelectionProvider>
          </UploadProvider>
        </AskProvider>
      </RequireSession>
    ),
    errorElement: <PageError />,
    HydrateFallback: Loading,
    children: [
      {
        errorElement: <PageError />,
        children: [
          // One element for both, so that the question box stays when a first question makes a conversation.
          { element: <AskPage />, children: [...firstPages] },
          { path: '/search', ...later('SearchPage', () => import('./search/search.page.js')) },
          { path: '/search/saved', ...later('AlertsPage', () => import('./search/alerts.page.js')) },
          { path: '/compare', ...later('ComparePage', () => import('./search/compare.page.js')) },
          { path: '/library', element: <LibraryPage /> },
          { path: '/library/:documentId', ...later('DocumentPage', () => import('./library/document.page.js')) },
          { path: '/decisions', ...later('DecisionsPage', () => import('./decisions/decisions.page.js')) },
          { path: '/decisions/timeline', ...later('TimelinePage', () => import('./decisions/timeline.page.js')) },
          { path: '/decisions/:id', ...later('DecisionPage', () => import('./decisions/decision.page.js')) },
          { path: '/affected', ...later('AffectedPage', () => import('./affected/affected.page.js')) },
          { path: '/affected/:id', ...later('AffectedItemPage', () => import('./affected/affected-item.page.js')) },
          { path: '/models', ...later('ModelsPage', () => import('./models/models.page.js')) },
          { path: '/records', ...later('RecordsPage', () => import('./records/records.page.js')) },
          { path: '/records/:id', ...later('RecordPage', () => import('./records/record.page.js')) },
          { path: '/log', ...later('LogPage', () => import('./log/log.page.js')) },
          { path: '/admin/keeping', ...later('KeepingPage', () => import('./keeping/keeping.page.js')) },
          { path: '/sources', ...later('SourcesPage', () => import('./sources/sources.page.js')) },
          { path: '/sources/:id', ...later('SourceReportPage', () => import('./sources/source-report.page.js')) },
          { path: '/source/:revisionId', ...later('SourcePage', () => import('./source/source.page.js')) },
          { path: '/admin/groups', ...later('GroupsPage', () => import('./access/groups.page.js')) },
          { path: '/admin/matters', ...later('MattersPage', () => import('./access/matters.page.js')) },
          { path: '/admin/grants', ...later('GrantsPage', () => import('./access/grants.page.js')) },
          { path: '/admin/access-report', ...later('AccessReportPage', () => import('./access/report.page.js')) },
          { path: '/account', ...later('AccountPage', () => import('./account/account.page.js')) },
          { path: '/admin/people', ...later('PeoplePage', () => import('./people/people.page.js')) },
          { path: '/admin/keys', ...later('KeysPage', () => import('./people/keys.page.js')) },
          {
            path: '/admin/service-accounts',
            ...later('ServiceAccountsPage', () => import('./people/service-accounts.page.js')),
          },
          { path: '/admin/sessions', ...later('SessionsPage', () => import('./people/sessions.page.js')) },
          { path: '*', element: <NotFoundPage /> },
        ],
      },
    ],
  },
]);
