import { decisionOutcome } from '#contracts';
import type { DecisionAction, DecisionDetail, DecisionTransition } from '#contracts';
import { Select, Text, TextInput, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useMoveDecision } from '../data/use-decisions.js';
import { FormDialog } from '../shared/form-dialog.js';
import { strings } from '../strings/index.js';
import { DecisionSelect } from './decision-select.js';
import { type Judgement, JudgeAnswers } from './judge-answers.js';
import { ReadingNudge } from './reading-nudge.js';
import type { MeasuredAttention } from './use-attention.js';

const words = strings.decisions.step;
const NEEDS_REASON: ReadonlySet<DecisionAction> = new Set(['reject', 'withdraw', 'reopen']);
const JUDGES: ReadonlySet<DecisionAction> = new Set(['approve', 'reject']);
const today = () => new Date().toISOString().slice(0, 10);

interface Props {
  decision: DecisionDetail;
  action: DecisionAction;
  attention: MeasuredAttention;
  onClose: () => void;
}

interface Values {
  reason: string;
  successor: string | null;
  verdict: string;
  text: string;
  observedOn: string;
  nextReviewOn: string;
  judgements: Judgement[];
}

/** One step to be signed: what it means, its reason, and for a judge what they made of each answer. */
export function StepDialog({ decision, action, attention, onClose }: Props) {
  const moving = useMoveDecision(decision.id);
  const care = attention.measure();
  const form = useForm<Values>({
    initialValues: {
      ...{ reason: '', successor: null, verdict: 'as_intended', text: '', observedOn: today(), nextReviewOn: '' },
      judgements: decision.records.map((record) => ({ record, verdict: 'none' as const, reason: '' })),
    },
    validate: {
      reason: (reason) => (NEEDS_REASON.has(action) && reason.trim() === '' ? words.needsReason : null),
      successor: (id) => (action === 'supersede' && id === null ? words.successor : null),
      text: (text) => (action === 'outcome' && text.trim() === '' ? words.needsReason : null),
    },
  });
  const sign = form.onSubmit((values) =>
    moving.mutate(stepOf(decision, action, values, attention), {
      onSuccess: () => {
        notifications.show({ color: 'green', message: words.done });
        onClose();
      },
    }),
  );
  const title = strings.decisions.actions[action];
  return (
    <FormDialog
      title={title}
      size="lg"
      isLong
      send={words.sign(title)}
      isSending={moving.isPending}
      error={moving.error}
      onSend={sign}
      onClose={onClose}
    >
      <Text size="sm">{words.hints[action]}</Text>
      {action === 'approve' && care.citationsOpened === 0 && <ReadingNudge records={decision.records} />}
      {action === 'supersede' && (
        <DecisionSelect
          label={words.successor}
          except={decision.id}
          state="approved"
          error={form.errors['successor']}
          onChange={(id) => form.setFieldValue('successor', id)}
        />
      )}
      {action === 'outcome' && (
        <>
          <Select
            label={words.verdict}
            data={decisionOutcome.shape.verdict.options.map((value) => ({
              value,
              label: strings.decisions.detail.outcomes[value],
            }))}
            allowDeselect={false}
            {...form.getInputProps('verdict')}
          />
          <Textarea label={words.text} autosize minRows={3} maxLength={10_000} {...form.getInputProps('text')} />
          <TextInput type="date" label={words.observedOn} required {...form.getInputProps('observedOn')} />
        </>
      )}
      {action === 'review' && (
        <TextInput
          type="date"
          label={words.nextReviewOn}
          description={words.noNext}
          {...form.getInputProps('nextReviewOn')}
        />
      )}
      {JUDGES.has(action) && (
        <JudgeAnswers
          judgements={form.values.judgements}
          onChange={(judgements) => form.setFieldValue('judgements', judgements)}
        />
      )}
      {action !== 'outcome' && (
        <Textarea
          label={NEEDS_REASON.has(action) ? words.reason : words.comment}
          withAsterisk={NEEDS_REASON.has(action)}
          autosize
          minRows={2}
          maxLength={4_000}
          data-autofocus
          {...form.getInputProps('reason')}
        />
      )}
    </FormDialog>
  );
}

function stepOf(
  { version }: DecisionDetail,
  action: DecisionAction,
  values: Values,
  attention: MeasuredAttention,
): Partial<DecisionTransition> {
  const { reason, successor, verdict, text, observedOn, nextReviewOn, judgements } = values;
  const outcome = { verdict: decisionOutcome.shape.verdict.parse(verdict), text: text.trim(), observedOn };
  return {
    ...{ action, version, reason: reason.trim() },
    ...(action === 'supersede' && successor !== null && { successor }),
    ...(action === 'outcome' && { outcome }),
    ...(action === 'review' && { nextReviewOn: nextReviewOn === '' ? null : nextReviewOn }),
    ...(JUDGES.has(action) && {
      attention: attention.measure(),
      dispositions: judgements.flatMap((each) =>
        each.verdict === 'none'
          ? []
          : [{ ...each, verdict: each.verdict, reason: each.reason.trim(), timeSpentMs: null, openedCitations: null }],
      ),
    }),
  };
}
