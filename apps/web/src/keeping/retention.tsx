import { Stack, Text } from '@mantine/core';
import { useRetention } from '../data/use-stewardship.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { Loading } from '../shared/loading.js';
import { strings } from '../strings/index.js';
import { DueNow } from './due-now.js';
import type { KeepingView } from './keeping-view.js';
import { RetentionRow } from './retention-row.js';

const words = strings.stewardship.retention;

/** How long each collection and the records are kept, and what is due now. */
export function Retention({ canChange }: KeepingView) {
  const { data, isPending, isError, error, refetch } = useRetention();
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        {words.lead}
      </Text>
      {isPending && <Loading />}
      {isError && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data?.rules.map((rule) => (
        <RetentionRow key={`${rule.scope}:${rule.rule}:${rule.days ?? ''}`} rule={rule} canChange={canChange} />
      ))}
      <DueNow canRun={canChange} />
    </Stack>
  );
}
