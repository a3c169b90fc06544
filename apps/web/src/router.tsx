import { createBrowserRouter } from 'react-router';
import { GrantsPage } from './access/grants.page.js';
import { GroupsPage } from './access/groups.page.js';
import { MattersPage } from './access/matters.page.js';
import { AccessReportPage } from './access/report.page.js';
import { AccountPage } from './account/account.page.js';
import { AffectedItemPage } from './affected/affected-item.page.js';
import { AffectedPage } from './affected/affected.page.js';
import { AskProvider } from './ask/ask-provider.js';
import { AskPage } from './ask/ask.page.js';
import { DecisionPage } from './decisions/decision.page.js';
import { DecisionsPage } from './decisions/decisions.page.js';
import { TimelinePage } from './decisions/timeline.page.js';
import { DocumentPage } from './library/document.page.js';
import { LibraryPage } from './library/library.page.js';
import { UploadProvider } from './library/upload-provider.js';
import { ModelsPage } from './models/models.page.js';
import { KeysPage } from './people/keys.page.js';
import { PeoplePage } from './people/people.page.js';
import { ServiceAccountsPage } from './people/service-accounts.page.js';
import { SessionsPage } from './people/sessions.page.js';
import { RecordPage } from './records/record.page.js';
import { RecordsPage } from './records/records.page.js';
import { AlertsPage } from './search/alerts.page.js';
import { ComparePage } from './search/compare.page.js';
import { SearchPage } from './search/search.page.js';
import { NotFoundPage } from './shell/not-found.page.js';
import { PageError } from './shell/page-error.js';
import { RequireSession } from './shell/require-session.js';
import { Shell } from './shell/shell.js';
import { SignInPage } from './sign-in/sign-in.page.js';
import { SourcePage } from './source/source.page.js';
import { SourceReportPage } from './sources/source-report.page.js';
import { SourcesPage } from './sources/sources.page.js';

/** All of the first page is drawn by their parent. */
const firstPages = ['/', '/ask/:conversation'].map((path) => ({ path, element: <></> }));

export const router = createBrowserRouter([
  { path: '/sign-in', element: <SignInPage />, errorElement: <PageError /> },
  {
    element: (
      // Questions and uploads live above the pages, so that both go on while the reader looks at something else, and
      // below the session, so that they end with it.
      <RequireSession>
        <AskProvider>
          <UploadProvider>
            <Shell />
          </UploadProvider>
        </AskProvider>
      </RequireSession>
    ),
    errorElement: <PageError />,
    children: [
      {
        errorElement: <PageError />,
        children: [
          // One element for both, so that the question box stays when a first question makes a conversation.
          { element: <AskPage />, children: [...firstPages] },
          { path: '/search', element: <SearchPage /> },
          { path: '/search/saved', element: <AlertsPage /> },
          { path: '/compare', element: <ComparePage /> },
          { path: '/library', element: <LibraryPage /> },
          { path: '/library/:documentId', element: <DocumentPage /> },
          { path: '/decisions', element: <DecisionsPage /> },
          { path: '/decisions/timeline', element: <TimelinePage /> },
          { path: '/decisions/:id', element: <DecisionPage /> },
          { path: '/affected', element: <AffectedPage /> },
          { path: '/affected/:id', element: <AffectedItemPage /> },
          { path: '/models', element: <ModelsPage /> },
          { path: '/records', element: <RecordsPage /> },
          { path: '/records/:id', element: <RecordPage /> },
          { path: '/sources', element: <SourcesPage /> },
          { path: '/sources/:id', element: <SourceReportPage /> },
          { path: '/source/:revisionId', element: <SourcePage /> },
          { path: '/admin/groups', element: <GroupsPage /> },
          { path: '/admin/matters', element: <MattersPage /> },
          { path: '/admin/grants', element: <GrantsPage /> },
          { path: '/admin/access-report', element: <AccessReportPage /> },
          { path: '/account', element: <AccountPage /> },
          { path: '/admin/people', element: <PeoplePage /> },
          { path: '/admin/keys', element: <KeysPage /> },
          { path: '/admin/service-accounts', element: <ServiceAccountsPage /> },
          { path: '/admin/sessions', element: <SessionsPage /> },
          { path: '*', element: <NotFoundPage /> },
        ],
      },
    ],
  },
]);
