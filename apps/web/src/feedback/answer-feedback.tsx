import type { FeedbackView, FeedbackVerdict } from '#contracts';
import { ActionIcon, Button, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconThumbDown, IconThumbDownFilled, IconThumbUp, IconThumbUpFilled } from '@tabler/icons-react';
import { useGiveFeedback, useWithdrawFeedback } from '../data/use-conversations.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { useFocusAfter } from '../shared/use-focus-after.js';
import { strings } from '../strings/index.js';
import { FeedbackForm } from './feedback-form.js';
import classes from './feedback.module.css';

const words = strings.feedback;
const icons = {
  up: { given: IconThumbUpFilled, open: IconThumbUp },
  down: { given: IconThumbDownFilled, open: IconThumbDown },
};

interface Props {
  record: string;
  /** What the reader said of it. */
  mine: FeedbackView | null;
  /** What everybody said, for whoever may know. */
  counts?: { up: number; down: number } | null;
}

/** Right or not, given with one press and taken back with another; reasons, a comment and the right source may follow. */
export function AnswerFeedback({ record, mine, counts = null }: Props) {
  const giving = useGiveFeedback(record);
  const withdrawing = useWithdrawFeedback(record);
  const [isFormOpened, form] = useDisclosure(false);
  const more = useFocusAfter(isFormOpened);
  const isBusy = giving.isPending || withdrawing.isPending;
  // What was just said counts until the reply that holds it comes.
  const verdict = withdrawing.isPending
    ? null
    : ((giving.isPending ? giving.variables.verdict : mine?.verdict) ?? null);

  const press = (pressed: FeedbackVerdict) => {
    if (pressed === mine?.verdict) {
      form.close();
      withdrawing.mutate(undefined);
      return;
    }
    giving.mutate({ verdict: pressed, reasons: [], comment: '' });
    if (pressed === 'down') form.open();
    else form.close();
  };
  const error = giving.error ?? withdrawing.error;
  return (
    <div className={classes.feedback} role="group" aria-label={words.label}>
      <Group gap={6}>
        <Text size="sm" c="dimmed" component="span">
          {words.label}
        </Text>
        {(['up', 'down'] as const).map((value) => {
          const Icon = icons[value][verdict === value ? 'given' : 'open'];
          return (
            <ActionIcon
              key={value}
              variant={verdict === value ? 'light' : 'subtle'}
              color={verdict === value ? 'ink' : 'gray'}
              aria-label={words[value]}
              aria-pressed={verdict === value}
              aria-disabled={isBusy}
              onClick={() => !isBusy && press(value)}
            >
              <Icon size={17} aria-hidden />
            </ActionIcon>
          );
        })}
        {mine !== null && (
          <Button ref={more} size="compact-sm" variant="subtle" onClick={form.toggle} aria-expanded={isFormOpened}>
            {words.more}
          </Button>
        )}
        <Text size="sm" c="dimmed" component="span" role="status">
          {giving.isSuccess && !isFormOpened ? words.thanks : ''}
        </Text>
      </Group>
      {counts !== null && counts.up + counts.down > 0 && (
        <Text size="xs" c="dimmed">
          {words.counts(counts.up, counts.down)}
        </Text>
      )}
      {error !== null && <ErrorNotice error={error} />}
      {isFormOpened && verdict !== null && (
        <FeedbackForm
          key={verdict}
          verdict={verdict}
          mine={mine?.verdict === verdict ? mine : null}
          isSending={giving.isPending}
          onSend={(given) => giving.mutate(given, { onSuccess: form.close })}
          onCancel={form.close}
        />
      )}
    </div>
  );
}
