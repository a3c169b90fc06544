import { Container } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Navigate, useLocation } from 'react-router';
import { keys } from '../data/keys.js';
import { useSession } from '../data/use-session.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { Loading } from '../shared/loading.js';

/** Shows its children to someone signed in; sends anyone else to the sign-in page and remembers where they were going. */
export function RequireSession({ children }: { children: ReactNode }) {
  const session = useSession();
  const location = useLocation();
  const client = useQueryClient();
  if (session.isPending) return <Loading minHeight={400} />;
  if (session.isError)
    return (
      <Container size="xs" py="xl">
        <ErrorNotice error={session.error} onRetry={() => void session.refetch()} />
      </Container>
    );
  if (!session.data) {
    const from = `${location.pathname}${location.search}`;
    const hasEnded = client.getQueryData(keys.sessionEnded) === true;
    return <Navigate to="/sign-in" replace state={{ from, hasEnded }} />;
  }
  // The role asks for a second factor: only the page where it is set up is of use.
  if (session.data.lacksFactor && location.pathname !== '/account') return <Navigate to="/account" replace />;
  return children;
}
