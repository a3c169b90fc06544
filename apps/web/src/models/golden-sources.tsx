import { Button, Fieldset, Group, Stack, TextInput } from '@mantine/core';
import { DocumentSelect } from '../library/document-select.js';
import { strings } from '../strings/index.js';
import { type GoldenFields, NO_SOURCE } from './golden-values.js';

const words = strings.golden;
const MOST_SOURCES = 20;

/** The sources that a golden question should find, each with the words in it; one at least. */
export function GoldenSources({ form }: { form: GoldenFields }) {
  const { expected } = form.values;
  return (
    <>
      {expected.map(({ document }, index) => (
        <Fieldset key={index} legend={words.source(index + 1)}>
          <Stack gap="sm">
            <DocumentSelect
              label={words.document}
              description={words.documentHint}
              value={document}
              onChange={(chosen) => form.setFieldValue(`expected.${index}.document`, chosen)}
              error={form.errors[`expected.${index}.document`]}
            />
            <TextInput
              label={words.quote}
              description={words.quoteHint}
              maxLength={2_000}
              {...form.getInputProps(`expected.${index}.quote`)}
            />
            {expected.length > 1 && (
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
          disabled={expected.length >= MOST_SOURCES}
        >
          {words.addSource}
        </Button>
      </Group>
    </>
  );
}
