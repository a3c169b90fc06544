import { Button, Group, Pagination, Stack, Text } from '@mantine/core';
import { IconEraser } from '@tabler/icons-react';
import { useState } from 'react';
import { useErasures } from '../data/use-stewardship.js';
import { Empty } from '../shared/empty.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { Loading } from '../shared/loading.js';
import { pageControls } from '../shared/page-controls.js';
import { strings } from '../strings/index.js';
import { EraseDialog } from './erase-dialog.js';
import { ErasureCard } from './erasure-card.js';
import type { KeepingView } from './keeping-view.js';

const words = strings.stewardship.erasures;
const PAGE_SIZE = 20;

/** What was erased, with its certificates, and erasing. */
export function Erasures({ canChange }: KeepingView) {
  const [page, setPage] = useState(1);
  const [isErasing, setErasing] = useState(false);
  const { data, isPending, isError, error, refetch } = useErasures((page - 1) * PAGE_SIZE, PAGE_SIZE);
  return (
    <Stack>
      <Group justify="space-between" align="flex-start">
        <Text size="sm" c="dimmed" maw={560}>
          {words.lead}
        </Text>
        {canChange && (
          <Button color="red" variant="light" onClick={() => setErasing(true)}>
            {words.begin}
          </Button>
        )}
      </Group>
      {isPending && <Loading />}
      {isError && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data?.total === 0 && <Empty icon={<IconEraser />} title={words.empty} hint={words.emptyHint} />}
      <section aria-label={words.list}>
        <Stack>
          {data?.erasures.map((erasure) => (
            <ErasureCard key={erasure.id} erasure={erasure} canDecide={canChange} />
          ))}
        </Stack>
      </section>
      {data && data.total > PAGE_SIZE && (
        <Pagination
          total={Math.ceil(data.total / PAGE_SIZE)}
          value={page}
          onChange={setPage}
          aria-label={words.more}
          getControlProps={pageControls}
        />
      )}
      {isErasing && <EraseDialog onClose={() => setErasing(false)} />}
    </Stack>
  );
}
