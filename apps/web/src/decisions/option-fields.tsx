import type { ConsideredOption } from '#contracts';
import { ActionIcon, Button, Fieldset, Group, Stack, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { strings } from '../strings/index.js';

const words = strings.decisions.form;
const MOST = 30;

interface Props {
  options: readonly ConsideredOption[];
  onChange: (options: ConsideredOption[]) => void;
}

/** The choices that were considered, each with a note. */
export function OptionFields({ options, onChange }: Props) {
  const change = (index: number, part: Partial<ConsideredOption>) =>
    onChange(options.map((option, i) => (i === index ? { ...option, ...part } : option)));
  return (
    <Fieldset legend={words.options}>
      <Stack gap="xs">
        {options.map(({ title, note }, index) => (
          <Group key={index} align="flex-end" gap="xs">
            <TextInput
              label={words.option(index + 1)}
              value={title}
              maxLength={300}
              onChange={(event) => change(index, { title: event.currentTarget.value })}
              style={{ flex: '1 1 10rem' }}
            />
            <TextInput
              label={words.note(index + 1)}
              value={note}
              maxLength={4_000}
              onChange={(event) => change(index, { note: event.currentTarget.value })}
              style={{ flex: '2 1 12rem' }}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={words.removeOption(index + 1)}
              onClick={() => onChange(options.filter((_option, i) => i !== index))}
            >
              <IconTrash size={17} aria-hidden />
            </ActionIcon>
          </Group>
        ))}
        <Group>
          <Button
            variant="default"
            size="xs"
            disabled={options.length >= MOST}
            leftSection={<IconPlus size={15} aria-hidden />}
            onClick={() => onChange([...options, { title: '', note: '' }])}
          >
            {words.addOption}
          </Button>
        </Group>
      </Stack>
    </Fieldset>
  );
}
