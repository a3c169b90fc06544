import type { GoldenQuestionView } from '#contracts';
import { Button, Group, Pagination, Stack, Text } from '@mantine/core';
import { IconPlus, IconTarget } from '@tabler/icons-react';
import { useState } from 'react';
import { useGoldenQuestions } from '../data/use-index.js';
import { Empty } from '../shared/empty.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { Loading } from '../shared/loading.js';
import { pageControls } from '../shared/page-controls.js';
import { strings } from '../strings/index.js';
import { FeedbackCandidates } from './feedback-candidates.js';
import { GoldenForm } from './golden-form.js';
import { GoldenRow } from './golden-row.js';
import classes from './models.module.css';

const words = strings.golden;
const PAGE_SIZE = 50;

/** Questions whose right source is known, and feedback that can become one. */
export function GoldenView() {
  const [page, setPage] = useState(1);
  /** `new`, or the one that is being edited. */
  const [opened, setOpened] = useState<GoldenQuestionView | 'new' | null>(null);
  const { data, isPending, isError, error, refetch } = useGoldenQuestions((page - 1) * PAGE_SIZE, PAGE_SIZE);
  if (isPending) return <Loading />;
  if (isError) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  return (
    <Stack gap="md">
      <Group justify="space-between">
        <Text size="sm" c="dimmed" maw={640}>
          {words.lead}
        </Text>
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setOpened('new')}>
          {words.add}
        </Button>
      </Group>
      {data.total === 0 ? (
        <Empty icon={<IconTarget />} title={words.empty} hint={words.emptyHint} />
      ) : (
        <section aria-label={words.title}>
          <Text size="sm" c="dimmed" mb="xs" role="status">
            {words.total(data.total)}
          </Text>
          <ul className={classes.list}>
            {data.questions.map((question) => (
              <li key={question.id} className={classes.item}>
                <GoldenRow question={question} onEdit={() => setOpened(question)} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {data.total > PAGE_SIZE && (
        <Pagination
          total={Math.ceil(data.total / PAGE_SIZE)}
          value={page}
          onChange={setPage}
          aria-label={words.pages}
          getControlProps={pageControls}
        />
      )}
      <FeedbackCandidates />
      {opened !== null && <GoldenForm question={opened === 'new' ? null : opened} onClose={() => setOpened(null)} />}
    </Stack>
  );
}
