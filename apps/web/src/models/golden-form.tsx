import type { GoldenQuestionView } from '#contracts';
import { Button, Fieldset, Group, MultiSelect, Stack, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useAddGolden, useEditGolden } from '../data/use-index.js';
import { useCollections } from '../data/use-library.js';
import { DocumentSelect } from '../library/document-select.js';
import type { ChosenDocument } from '../library/document-select.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { Dialog } from '../shared/dialog.js';
import { strings } from '../strings/index.js';

const words = strings.golden;

interface Source {
  document: ChosenDocument | null;
  quote: string;
  page: number | null;
}

const NO_SOURCE: Source = { document: null, quote: '', page: null };

/** A golden question, new or changed. @param question Null for a new one. */
export function GoldenForm({ question, onClose }: { question: GoldenQuestionView | null; onClose: () => void }) {
  const adding = useAddGolden();
  const editing = useEditGolden();
  const { data: collections = [] } = useCollections();
  const form = useForm({
    initialValues: valuesOf(question),
    validate: {
      question: (text) => (text.trim() === '' ? words.needsQuestion : null),
      expected: { document: (document) => (document === null ? words.needsSource : null) },
    },
  });
  const save = form.onSubmit(({ expected, ...values }) => {
    const given = {
      ...values,
      expected: expected.flatMap(({ document, quote, page }) =>
        document
          ? [{ document: document.id, ...(quote.trim() && { quote: quote.trim() }), ...(page !== null && { page }) }]
          : [],
      ),
    };
    if (question) editing.mutate({ id: question.id, change: given }, { onSuccess: onClose });
    else adding.mutate(given, { onSuccess: onClose });
  });
  const error = adding.error ?? editing.error;
  return (
    <Dialog
      onClose={onClose}
      size="lg"
      title={question ? words.editTitle : words.addTitle}
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
          {form.values.expected.map((_source, index) => (
            <Fieldset key={index} legend={words.source(index + 1)}>
              <Stack gap="sm">
                <DocumentSelect
                  label={words.document}
                  description={words.documentHint}
                  value={form.values.expected[index]?.document ?? null}
                  onChange={(document) => form.setFieldValue(`expected.${index}.document`, document)}
                  error={form.errors[`expected.${index}.document`]}
                />
                <TextInput
                  label={words.quote}
                  description={words.quoteHint}
                  maxLength={2_000}
                  {...form.getInputProps(`expected.${index}.quote`)}
                />
                {form.values.expected.length > 1 && (
                  <Group>
                    <Button size="compact-sm" variant="default" onClick={() => form.removeListItem('expected', index)}>
                      {words.removeSource(index + 1)}
                    </Button>
                  </Group>
                )}
              </Stack>
            </Fieldset>
          ))}
          <Group>
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => form.insertListItem('expected', { ...NO_SOURCE })}
              disabled={form.values.expected.length >= 20}
            >
              {words.addSource}
            </Button>
          </Group>
          <TextInput label={words.note} maxLength={2_000} {...form.getInputProps('note')} />
          {error !== null && <ErrorNotice error={error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {strings.shell.cancel}
            </Button>
            <Button type="submit" loading={adding.isPending || editing.isPending}>
              {strings.shell.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

function valuesOf(question: GoldenQuestionView | null) {
  return {
    question: question?.question ?? '',
    collections: question?.collections.map(({ id }) => id) ?? [],
    note: question?.note ?? '',
    expected: question?.expected.map(({ document, title, quote, page }): Source => ({
      document: { id: document, title: title ?? words.sourceGone },
      quote: quote ?? '',
      page,
    })) ?? [{ ...NO_SOURCE }],
  };
}
