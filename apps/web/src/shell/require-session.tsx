import { Container } from '@mantine/core';
import type { ReactNode } from 'react';
import { Navigate, useLocation } from 'react-router';
import { useHasEnded, useSession } from '../data/use-session.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { Loading } from '../shared/loading.js';
import { SignInAgain } from '../sign-in/sign-in-again.js';
import { useTyped } from './use-typed.js';

/**
 * Shows its children to someone signed in; sends anyone else to the sign-in page and remembers where they were going.
 * Where a session ends while something is typed, the page stays as it is, behind the question who is there.
 */
export function RequireSession({ children }: { children: ReactNode }) {
  const session = useSession();
  const hasEnded = useHasEnded();
  const hasTyped = useTyped();
  const location = useLocation();
  if (session.isPending) return <Loading minHeight={400} />;
  if (session.isError && !session.data)
    return (
      <Container size="xs" py="xl">
        <ErrorNotice error={session.error} onRetry={() => void session.refetch()} />
      </Container>
    );
  if (!session.data || (hasEnded && !hasTyped)) {
    const from = `${location.pathname}${location.search}`;
    return <Navigate to="/sign-in" replace state={{ from }} />;
  }
  // The role asks for a second factor: only the page where it is set up is of use.
  if (session.data.lacksFactor && location.pathname !== '/account') return <Navigate to="/account" replace />;
  return (
    <>
      {children}
      {hasEnded && <SignInAgain name={session.data.user.name} />}
    </>
  );
}
