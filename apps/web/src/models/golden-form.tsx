import type { GoldenQuestionView } from '#contracts';
import { MultiSelect, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useAddGolden, useEditGolden } from '../data/use-index.js';
import { useCollections } from '../data/use-library.js';
import { FormDialog } from '../shared/form-dialog.js';
import { strings } from '../strings/index.js';
import { GoldenSources } from './golden-sources.js';
import { type GoldenValues, contentOf, valuesOf } from './golden-values.js';

const words = strings.golden;

/** A golden question, new or changed. @param question Null for a new one. */
export function GoldenForm({ question, onClose }: { question: GoldenQuestionView | null; onClose: () => void }) {
  const adding = useAddGolden();
  const editing = useEditGolden();
  const { data: collections = [] } = useCollections();
  const form = useForm<GoldenValues>({
    initialValues: valuesOf(question),
    validate: {
      question: (text) => (text.trim() === '' ? words.needsQuestion : null),
      expected: { document: (document) => (document === null ? words.needsSource : null) },
    },
  });
  const save = form.onSubmit((values) => {
    const given = contentOf(values);
    if (question) editing.mutate({ id: question.id, change: given }, { onSuccess: onClose });
    else adding.mutate(given, { onSuccess: onClose });
  });
  return (
    <FormDialog
      title={question ? words.editTitle : words.addTitle}
      size="lg"
      isLong
      send={strings.shell.save}
      isSending={adding.isPending || editing.isPending}
      error={adding.error ?? editing.error}
      onSend={save}
      onClose={onClose}
    >
      <Textarea
        label={words.question}
        autosize
        minRows={2}
        maxLength={2_000}
        data-autofocus
        {...form.getInputProps('question')}
      />
      <MultiSelect
        label={words.collections}
        placeholder={form.values.collections.length === 0 ? words.allCollections : undefined}
        data={collections.map(({ id, name }) => ({ value: id, label: name }))}
        clearable
        {...form.getInputProps('collections')}
      />
      <GoldenSources form={form} />
      <TextInput label={words.note} maxLength={2_000} {...form.getInputProps('note')} />
    </FormDialog>
  );
}
