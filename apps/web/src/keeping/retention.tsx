import { DECISIONS_ON, type RetentionView } from '#contracts';
import { Stack, Text, Title } from '@mantine/core';
import { useRetention } from '../data/use-stewardship.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { Loading } from '../shared/loading.js';
import { strings } from '../strings/index.js';
import { DueNow } from './due-now.js';
import type { KeepingView } from './keeping-view.js';
import { RetentionRow } from './retention-row.js';

const words = strings.stewardship.retention;

const isOnCollection = ({ scope }: RetentionView) => scope.startsWith(DECISIONS_ON);

/** How long documents, records and decisions are kept, and what is due now. */
export function Retention({ canChange }: KeepingView) {
  const { data, isPending, isError, error, refetch } = useRetention();
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        {words.lead}
      </Text>
      {isPending && <Loading />}
      {isError && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      <Rules rules={data?.rules.filter((rule) => !isOnCollection(rule)) ?? []} canChange={canChange} />
      {data?.rules.some(isOnCollection) && (
        <>
          <Title order={2} size="h4">
            {words.byCollection}
          </Title>
          <Text size="sm" c="dimmed">
            {words.byCollectionHint}
          </Text>
          <Rules rules={data.rules.filter(isOnCollection)} canChange={canChange} />
        </>
      )}
      <DueNow canRun={canChange} />
    </Stack>
  );
}

function Rules({ rules, canChange }: { rules: readonly RetentionView[]; canChange: boolean }) {
  return rules.map((rule) => (
    <RetentionRow key={`${rule.scope}:${rule.rule}:${rule.days ?? ''}`} rule={rule} canChange={canChange} />
  ));
}
