import { type GoldenQuestionView, joinPresent } from '#contracts';
import { Badge, Button, Group, Pagination, Stack, Text } from '@mantine/core';
import { IconPencil, IconPlus, IconTrash, IconTarget } from '@tabler/icons-react';
import { useState } from 'react';
import { useAddGolden, useGoldenQuestions, useRemoveGolden } from '../data/use-index.js';
import { complain } from '../shared/complain.js';
import { Empty } from '../shared/empty.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { Loading } from '../shared/loading.js';
import { offerUndo } from '../shared/undo-notice.js';
import { pageControls } from '../shared/page-controls.js';
import { formatList } from '../shared/format.js';
import { strings } from '../strings/index.js';
import { FeedbackCandidates } from './feedback-candidates.js';
import { GoldenForm } from './golden-form.js';
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
                <GoldenQuestion question={question} onEdit={() => setOpened(question)} />
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

function GoldenQuestion({ question, onEdit }: { question: GoldenQuestionView; onEdit: () => void }) {
  const removing = useRemoveGolden();
  const adding = useAddGolden();
  const remove = () =>
    void removing
      .mutateAsync(question.id)
      .then(() =>
        offerUndo(
          `golden-${question.id}`,
          words.removed,
          () => void adding.mutateAsync(again(question)).catch(complain),
        ),
      )
      .catch(complain);
  const { collections, expected, origin, note } = question;
  return (
    <Group justify="space-between" align="flex-start" gap="sm">
      <div style={{ minWidth: 0, flex: '1 1 16rem' }}>
        <Text size="sm" fw={600} dir="auto" style={{ overflowWrap: 'anywhere' }}>
          {question.question}
        </Text>
        {expected.map(({ document, title, page, quote }, index) => (
          <Text key={`${document}-${index}`} size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            <bdi>{title ?? words.sourceGone}</bdi>
            {page !== null && `, ${strings.ask.place(page)}`}
            {quote !== null && (
              <>
                : <bdi>{strings.language.quoted(quote)}</bdi>
              </>
            )}
          </Text>
        ))}
        <Group gap={6} mt={4}>
          <Badge size="sm" variant="light" color="gray" tt="none">
            {words.origins[origin]}
          </Badge>
          <Text size="xs" c="dimmed">
            {joinPresent([formatList(collections.map(({ name }) => name)) || words.allCollections, note], ' · ')}
          </Text>
        </Group>
      </div>
      <Group gap={4} wrap="nowrap">
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<IconPencil size={15} aria-hidden />}
          onClick={onEdit}
          aria-label={words.editOne(question.question)}
        >
          {words.edit}
        </Button>
        <Button
          size="compact-sm"
          variant="subtle"
          c="var(--mantine-color-error)"
          color="red"
          leftSection={<IconTrash size={15} aria-hidden />}
          onClick={remove}
          aria-label={words.removeOne(question.question)}
        >
          {words.remove}
        </Button>
      </Group>
    </Group>
  );
}

/** What was removed, as it is added again. */
const again = ({ question, collections, expected, origin, note }: GoldenQuestionView) => ({
  ...{ question, origin, note },
  collections: collections.map(({ id }) => id),
  expected: expected.map(({ document, quote, page }) => ({
    document,
    ...(quote !== null && { quote }),
    ...(page !== null && { page }),
  })),
});
