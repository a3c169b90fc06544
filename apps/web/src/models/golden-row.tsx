import { type GoldenQuestionView, joinPresent, readFromFeedback } from '#contracts';
import { Anchor, Badge, Group, Text } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useAddGolden, useRemoveGolden } from '../data/use-index.js';
import { complain } from '../shared/complain.js';
import { formatDate, formatList } from '../shared/format.js';
import { RowAction } from '../shared/row-action.js';
import { offerUndo } from '../shared/undo-notice.js';
import { strings } from '../strings/index.js';

const words = strings.golden;

/** A golden question with where its answer stands and where it came from. */
export function GoldenRow({ question, onEdit }: { question: GoldenQuestionView; onEdit: () => void }) {
  return (
    <Group justify="space-between" align="flex-start" gap="sm">
      <div style={{ minWidth: 0, flex: '1 1 16rem' }}>
        <Text size="sm" fw={600} dir="auto" style={{ overflowWrap: 'anywhere' }}>
          {question.question}
        </Text>
        {question.expected.map((source, index) => (
          <ExpectedSource key={`${source.document}-${index}`} source={source} />
        ))}
        <Origin question={question} />
      </div>
      <Actions question={question} onEdit={onEdit} />
    </Group>
  );
}

function ExpectedSource({ source }: { source: GoldenQuestionView['expected'][number] }) {
  const { title, page, pageUnit, quote } = source;
  const place = page === null ? '' : strings.ask.place(page, pageUnit);
  return (
    <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
      <bdi>{title ?? words.sourceGone}</bdi>
      {place && `, ${place}`}
      {quote !== null && (
        <>
          : <bdi>{strings.language.quoted(quote)}</bdi>
        </>
      )}
    </Text>
  );
}

/** Of what came from feedback, the answer that it was about, instead of the note that says so in English. */
function Origin({ question: { origin, note, collections } }: { question: GoldenQuestionView }) {
  const feedback = readFromFeedback(note);
  const where = formatList(collections.map(({ name }) => name)) || words.allCollections;
  return (
    <Group gap={6} mt={4}>
      <Badge size="sm" variant="light" color="gray" tt="none">
        {feedback ? words.fromFeedback(formatDate(feedback.on)) : words.origins[origin]}
      </Badge>
      <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
        {joinPresent([where, feedback ? '' : note], ' · ')}
        {feedback && (
          <>
            {' · '}
            <Anchor component={Link} to={`/records/${feedback.record}`} inherit>
              {words.feedbackOn}
            </Anchor>
          </>
        )}
      </Text>
    </Group>
  );
}

function Actions({ question, onEdit }: { question: GoldenQuestionView; onEdit: () => void }) {
  const removing = useRemoveGolden();
  const adding = useAddGolden();
  const putBack = () => void adding.mutateAsync(again(question)).catch(complain);
  const remove = () =>
    void removing
      .mutateAsync(question.id)
      .then(() => offerUndo(`golden-${question.id}`, words.removed, putBack))
      .catch(complain);
  return (
    <Group gap={4} wrap="nowrap">
      <RowAction icon={IconPencil} label={words.edit} name={words.editOne(question.question)} onClick={onEdit} />
      <RowAction
        icon={IconTrash}
        label={words.remove}
        name={words.removeOne(question.question)}
        isRemoval
        onClick={remove}
      />
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
