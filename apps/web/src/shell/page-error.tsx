import { Container } from '@mantine/core';
import { useRouteError } from 'react-router';
import { ErrorNotice } from '../shared/error-notice.js';
import { strings } from '../strings/index.js';

/** What stands in for a page that failed while it was being drawn. */
export function PageError() {
  const error = useRouteError();
  return (
    <Container size="sm" py="xl">
      <ErrorNotice error={error} title={strings.errors.page} onRetry={() => window.location.reload()} />
    </Container>
  );
}
