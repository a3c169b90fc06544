import type { DecisionDetail } from '#contracts';
import { Button, Group, MultiSelect, Select, Stack, TextInput, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useNavigate } from 'react-router';
import { useColleagues, useCreateDecision, useEditDecision } from '../data/use-decisions.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { MOST_OFFERED } from '../shared/most-offered.js';
import { Dialog } from '../shared/dialog.js';
import { strings } from '../strings/index.js';
import { AnswerSelect } from './answer-select.js';
import { OptionFields } from './option-fields.js';

const words = strings.decisions.form;

interface Props {
  /** The draft to be edited; null for a new one. */
  decision: DecisionDetail | null;
  /** The answers that it rests on. */
  records: readonly string[];
  /** Asked of the answer that a new one is made from. */
  question?: string;
  matter?: string | null;
  /** Whether it is to be proposed next, so that nothing may be left open. */
  isToPropose?: boolean;
  onClose: () => void;
}

/** A draft, new or changed. */
export function DecisionForm({ decision, records, question = '', matter = null, isToPropose = false, onClose }: Props) {
  const creating = useCreateDecision();
  const editing = useEditDecision(decision?.id ?? '');
  const navigate = useNavigate();
  const { data: people = [] } = useColleagues();
  const needed = (text: string) => (isToPropose && text.trim() === '' ? words.neededToPropose : null);
  const flaws = { choice: needed(decision?.choice ?? ''), reason: needed(decision?.reason ?? '') };
  const form = useForm({
    initialErrors: flaws,
    initialValues: {
      question: decision?.question ?? question,
      options: decision?.options.map((option) => ({ ...option })) ?? [],
      choice: decision?.choice ?? '',
      reason: decision?.reason ?? '',
      matter: decision?.matter ?? matter ?? '',
      responsible: decision?.responsible.id ?? null,
      reviewers: decision?.reviewers.map(({ id }) => id) ?? [],
      audience: decision?.audience ?? 'named',
      reviewOn: decision?.reviewOn ?? '',
      records: [...records],
    },
    validate: {
      question: (text) => (text.trim() === '' ? words.needsQuestion : null),
      choice: needed,
      reason: needed,
    },
  });
  const save = form.onSubmit(({ responsible, ...values }) => {
    const content = {
      ...values,
      options: values.options.filter(({ title }) => title.trim() !== ''),
      matter: values.matter.trim() === '' ? null : values.matter.trim(),
      reviewOn: values.reviewOn === '' ? null : values.reviewOn,
      ...(responsible !== null && { responsible }),
    };
    if (decision) editing.mutate({ version: decision.version, ...content }, { onSuccess: onClose });
    else creating.mutate(content, { onSuccess: ({ id }) => void navigate(`/decisions/${id}`) });
  });
  const error = creating.error ?? editing.error;
  const choices = people.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Dialog
      onClose={onClose}
      size="xl"
      title={decision ? words.editTitle : words.newTitle}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': strings.shell.cancel }}
    >
      <form onSubmit={save} noValidate>
        <Stack>
          <Textarea
            label={words.question}
            autosize
            minRows={2}
            maxLength={2_000}
            data-autofocus={!isToPropose || undefined}
            {...form.getInputProps('question')}
          />
          <OptionFields options={form.values.options} onChange={(options) => form.setFieldValue('options', options)} />
          <Textarea
            label={words.choice}
            description={isToPropose ? null : words.later}
            autosize
            minRows={1}
            maxLength={4_000}
            data-autofocus={flaws.choice !== null || undefined}
            {...form.getInputProps('choice')}
          />
          <Textarea
            label={words.reason}
            description={isToPropose ? null : words.later}
            autosize
            minRows={3}
            maxLength={20_000}
            data-autofocus={(isToPropose && flaws.choice === null) || undefined}
            {...form.getInputProps('reason')}
          />
          <Group grow align="flex-start" preventGrowOverflow={false}>
            <TextInput label={words.matter} maxLength={100} {...form.getInputProps('matter')} />
            <TextInput type="date" label={words.reviewOn} {...form.getInputProps('reviewOn')} />
          </Group>
          <Select
            label={words.responsible}
            description={words.responsibleHint}
            data={choices}
            searchable
            limit={MOST_OFFERED}
            clearable={!decision}
            {...form.getInputProps('responsible')}
          />
          <MultiSelect
            label={words.reviewers}
            description={words.reviewersHint}
            data={choices}
            searchable
            limit={MOST_OFFERED}
            {...form.getInputProps('reviewers')}
          />
          <Select
            label={words.audience}
            data={(['named', 'readers'] as const).map((value) => ({ value, label: words.audiences[value] }))}
            allowDeselect={false}
            {...form.getInputProps('audience')}
          />
          <AnswerSelect value={form.values.records} onChange={(ids) => form.setFieldValue('records', ids)} />
          {error && <ErrorNotice error={error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {strings.shell.cancel}
            </Button>
            {/* Made, it leads to a page that may be on its way for a moment. */}
            <Button type="submit" loading={creating.isPending || creating.isSuccess || editing.isPending}>
              {decision ? words.save : words.create}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
