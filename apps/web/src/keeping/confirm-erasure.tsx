import type { ErasurePreviewView } from '#contracts';
import { Button, Group, List, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useErase } from '../data/use-stewardship.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { formatBytes } from '../shared/format.js';
import { ReasonField } from '../shared/reason-field.js';
import { strings } from '../strings/index.js';

const words = strings.stewardship;

interface Props {
  plan: ErasurePreviewView;
  /** What else was chosen to go. */
  also: { withRecords: boolean; withDecisions: boolean };
  onClose: () => void;
}

/** What would go, exactly; it goes when its name was typed and a reason given. */
export function ConfirmErasure({ plan, also, onClose }: Props) {
  const erasing = useErase();
  const form = useForm({
    initialValues: { reason: '', name: '' },
    validate: {
      reason: (text) => (text.trim() === '' ? words.needsReason : null),
      name: (text) => (text.trim() === plan.name.trim() ? null : words.erasures.wrongName),
    },
  });
  const erase = form.onSubmit(({ reason }) => {
    if (plan.kind === 'records') return;
    const { kind, subject } = plan;
    erasing.mutate({ kind, subject, ...also, plan: plan.plan, reason: reason.trim() }, { onSuccess: onClose });
  });
  return (
    <form onSubmit={erase} noValidate>
      <Stack>
        <Text fw={600} dir="auto">
          {plan.name}
        </Text>
        <Text size="sm">{words.erasures.plan}</Text>
        <List size="sm">
          {partsOf(plan).map((part) => (
            <List.Item key={part}>{part}</List.Item>
          ))}
        </List>
        <ReasonField label={words.reason} {...form.getInputProps('reason')} />
        <TextInput label={words.erasures.typeName(plan.name)} autoComplete="off" {...form.getInputProps('name')} />
        {erasing.error && <ErrorNotice error={erasing.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {words.cancel}
          </Button>
          <Button type="submit" color="red.9" loading={erasing.isPending}>
            {words.erasures.erase}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function partsOf(plan: ErasurePreviewView) {
  const { kind, revisions, chunks, bytes, records, feedback, conversations, decisions, erasedDecisions } = plan;
  const say = words.erasures;
  return [
    ...(erasedDecisions > 0 ? [say.erasedDecisions(erasedDecisions)] : []),
    ...(kind === 'document' ? [say.revisions(revisions, chunks, formatBytes(bytes))] : []),
    ...(kind === 'decision' ? [] : [say.records(records)]),
    ...(kind === 'person' ? [say.feedback(feedback), say.conversations(conversations)] : []),
    ...(decisions > 0 ? [say.decisions(decisions)] : []),
  ];
}
