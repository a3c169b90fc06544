import { feedbackReason } from '#contracts';
import type { FeedbackReason, FeedbackVerdict, FeedbackView, GiveFeedback } from '#contracts';
import { Button, Checkbox, Group, NumberInput, SimpleGrid, Stack, Textarea } from '@mantine/core';
import { useState } from 'react';
import { DocumentSelect } from '../library/document-select.js';
import type { ChosenDocument } from '../library/document-select.js';
import { strings } from '../strings/index.js';
import classes from './feedback.module.css';

const words = strings.feedback;

interface Props {
  verdict: FeedbackVerdict;
  mine: FeedbackView | null;
  isSending: boolean;
  onSend: (given: GiveFeedback) => void;
  onCancel: () => void;
}

/**
 * Says more of a verdict: reasons (where it is bad), a comment, the right source. Begins with what was said before;
 * sending is left to whoever shows this.
 */
export function FeedbackForm({ verdict, mine, isSending, onSend, onCancel }: Props) {
  const [reasons, setReasons] = useState<FeedbackReason[]>(mine?.reasons ?? []);
  const [comment, setComment] = useState(mine?.comment ?? '');
  const [source, setSource] = useState<ChosenDocument | null>(
    mine?.rightSource ? { id: mine.rightSource.document, title: mine.rightSource.title } : null,
  );
  const [page, setPage] = useState<number | null>(mine?.rightSource?.page ?? null);
  const send = () =>
    onSend({
      verdict,
      reasons,
      comment: comment.trim(),
      ...(source && { rightSource: { document: source.id, ...(page !== null && { page }) } }),
    });
  return (
    <form
      className={classes.form}
      aria-label={words.form}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Stack gap="sm">
        {verdict === 'down' && (
          <Checkbox.Group label={words.reasons} value={reasons} onChange={(given) => setReasons(given)}>
            <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs" mt={6}>
              {feedbackReason.options.map((reason) => (
                <Checkbox key={reason} value={reason} label={words.reasonNames[reason]} />
              ))}
            </SimpleGrid>
          </Checkbox.Group>
        )}
        <Textarea
          label={words.comment}
          description={words.commentHint}
          value={comment}
          onChange={(event) => setComment(event.currentTarget.value)}
          autosize
          minRows={2}
          maxRows={8}
          maxLength={4_000}
        />
        <Group align="flex-end" gap="sm">
          <DocumentSelect
            label={words.source}
            description={words.sourceHint}
            value={source}
            onChange={setSource}
            style={{ flex: '3 1 14rem' }}
          />
          <NumberInput
            label={words.page}
            value={page ?? ''}
            onChange={(value) => setPage(typeof value === 'number' ? value : null)}
            min={1}
            max={1_000_000}
            allowDecimal={false}
            hideControls
            disabled={source === null}
            style={{ flex: '1 1 5rem' }}
          />
        </Group>
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            {strings.shell.cancel}
          </Button>
          <Button type="submit" loading={isSending}>
            {words.save}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
