import { Group, MultiSelect, Select, TextInput, Textarea } from '@mantine/core';
import { useColleagues } from '../data/use-decisions.js';
import { MOST_OFFERED } from '../shared/most-offered.js';
import { strings } from '../strings/index.js';
import { AnswerSelect } from './answer-select.js';
import { type DraftFields, flawsOf } from './draft-values.js';
import { OptionFields } from './option-fields.js';

const words = strings.decisions.form;

interface Props {
  form: DraftFields;
  /** Whether it is to be proposed next: what it lacked when the form was opened is to be filled in first. */
  isToPropose: boolean;
}

/** What is decided: the question, the options, what was chosen and why. */
export function WhatIsDecided({ form, isToPropose }: Props) {
  const later = isToPropose ? null : words.later;
  const lacksChoice = isToPropose && flawsOf(form.getInitialValues()).choice !== null;
  const isFirst = (is: boolean) => is || undefined;
  return (
    <>
      <Textarea
        label={words.question}
        autosize
        minRows={2}
        maxLength={2_000}
        data-autofocus={isFirst(!isToPropose)}
        {...form.getInputProps('question')}
      />
      <OptionFields options={form.values.options} onChange={(options) => form.setFieldValue('options', options)} />
      <Textarea
        label={words.choice}
        description={later}
        autosize
        minRows={1}
        maxLength={4_000}
        data-autofocus={isFirst(lacksChoice)}
        {...form.getInputProps('choice')}
      />
      <Textarea
        label={words.reason}
        description={later}
        autosize
        minRows={3}
        maxLength={20_000}
        data-autofocus={isFirst(isToPropose && !lacksChoice)}
        {...form.getInputProps('reason')}
      />
    </>
  );
}

/** Where a decision belongs: its matter, its people, who may read it, and the answers that it rests on. */
export function WhereItBelongs({ form, isNew }: { form: DraftFields; isNew: boolean }) {
  const { data: people = [] } = useColleagues();
  const choices = people.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <>
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
        clearable={isNew}
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
    </>
  );
}
