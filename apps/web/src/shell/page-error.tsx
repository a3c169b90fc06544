import { Container } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useRouteError } from 'react-router';
import { askStatus, useStatus } from '../data/use-status.js';
import { useIsBatchUnderWay } from '../library/selection/selection-provider.js';
import { useIsUploading } from '../library/upload-provider.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { strings } from '../strings/index.js';
import { couldNotBeFetched } from './could-not-be-fetched.js';

/** What stands in for a page that failed while it was being drawn, or could not be fetched. */
export function PageError() {
  const error = useRouteError();
  const isUploading = useIsUploading();
  const isBatchUnderWay = useIsBatchUnderWay();
  useReloadOnceBack(couldNotBeFetched(error) && !isUploading && !isBatchUnderWay);
  return (
    <Container size="sm" py="xl">
      <ErrorNotice error={error} title={strings.errors.page} onRetry={() => window.location.reload()} />
    </Container>
  );
}

/**
 * Loads the page anew when the service answers again: browsers remember that a part of it could not be fetched, so that
 * nothing less helps.
 */
function useReloadOnceBack(isWanted: boolean): void {
  const { dataUpdatedAt } = useStatus();
  const failedAt = useRef(dataUpdatedAt);
  useEffect(() => {
    if (isWanted && dataUpdatedAt > failedAt.current) void reloadWhereItAnswers();
  }, [isWanted, dataUpdatedAt]);
}

/** The reply that came may have been under way when the connection broke; loading without one would leave the browser's own page. */
async function reloadWhereItAnswers(): Promise<void> {
  const answers = await askStatus().then(
    () => true,
    () => false,
  );
  if (answers && isFirstInAWhile()) window.location.reload();
}

const KEY = 'chancery.reloaded-at';
/** What fails again after a load of its own is left to the reader for so long. */
const WHILE_MS = 300_000;

/** Whether no page was loaded anew on its own lately; from now on one was. False where the browser keeps nothing. */
function isFirstInAWhile(): boolean {
  try {
    const last = Number(sessionStorage.getItem(KEY) ?? 0);
    sessionStorage.setItem(KEY, String(Date.now()));
    return Date.now() - last > WHILE_MS;
  } catch {
    // Without a memory it might never end.
    return false;
  }
}
