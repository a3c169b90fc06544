import { answerMode } from '#contracts';
import type { AnswerMode } from '#contracts';
import { MultiSelect, Select, SimpleGrid, Text, TextInput } from '@mantine/core';
import { useCollections } from '../data/use-library.js';
import { strings } from '../strings/index.js';
import type { AskSettings } from './ask-state.js';
import { useWriters } from './use-writers.js';

const words = strings.ask;
const DEFAULT = '';

interface Props {
  settings: AskSettings;
  onSettings: (settings: AskSettings) => void;
  mode: AnswerMode;
  onMode: (mode: AnswerMode) => void;
}

/** Where to look, on whose behalf, and which model answers how. */
export function QuestionOptions({ settings, onSettings, mode, onMode }: Props) {
  const { data: collections = [] } = useCollections();
  const writers = useWriters(settings.model);
  const names = [...new Set([...collections.map(({ name }) => name), ...settings.collections])];
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm" p={6} pt="xs">
      <MultiSelect
        label={words.collections}
        placeholder={settings.collections.length === 0 ? words.allCollections : undefined}
        data={names}
        value={settings.collections}
        onChange={(chosen) => onSettings({ ...settings, collections: chosen })}
        clearable
        searchable
      />
      <TextInput
        label={words.matter}
        placeholder={words.matterHint}
        value={settings.matter ?? ''}
        onChange={(event) => onSettings({ ...settings, matter: event.currentTarget.value || null })}
        maxLength={100}
      />
      {writers.hasAny ? (
        <>
          <Select
            label={words.mode}
            data={answerMode.options.map((value) => ({ value, label: words.modes[value] }))}
            value={mode}
            onChange={(chosen) => onMode(chosen as AnswerMode)}
            allowDeselect={false}
          />
          <Select
            label={words.model}
            data={writers.choices}
            value={settings.model ?? DEFAULT}
            onChange={(chosen) => onSettings({ ...settings, model: chosen || null })}
            allowDeselect={false}
            disabled={mode === 'quoted'}
          />
        </>
      ) : (
        <Text size="sm" c="dimmed" style={{ gridColumn: '1 / -1' }}>
          {words.noGenerator}
        </Text>
      )}
    </SimpleGrid>
  );
}
