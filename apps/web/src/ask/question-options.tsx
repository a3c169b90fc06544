import { answerMode } from '#contracts';
import type { AnswerMode } from '#contracts';
import { Autocomplete, MultiSelect, Select, SimpleGrid, Text } from '@mantine/core';
import { useMatters } from '../data/use-access.js';
import { useCollections } from '../data/use-library.js';
import { MOST_OFFERED } from '../shared/most-offered.js';
import { strings } from '../strings/index.js';
import type { AskSettings } from './ask-state.js';
import { useWriters } from './use-writers.js';

const words = strings.ask;
const DEFAULT = '';

interface Props {
  settings: AskSettings;
  onSettings: (settings: AskSettings) => void;
  /** Whether a collection that is asked wants one named. */
  isMatterWanted: boolean;
  /** Why the question was not sent; null when nothing is wrong. */
  matterError: string | null;
  mode: AnswerMode;
  onMode: (mode: AnswerMode) => void;
}

/** Where to look, on whose behalf, and which model answers how. */
export function QuestionOptions({ settings, onSettings, isMatterWanted, matterError, mode, onMode }: Props) {
  const open = (useMatters().data?.matters ?? []).filter(({ closedAt }) => closedAt === null);
  const matters = open.map(({ number }) => number);
  const { data: collections = [] } = useCollections();
  const writers = useWriters(settings.model);
  const names = [...new Set([...collections.map(({ name }) => name), ...settings.collections])];
  return (
    <SimpleGrid type="container" cols={{ base: 1, '480px': 2 }} spacing="sm" p={6} pt="xs">
      <MultiSelect
        label={words.collections}
        placeholder={settings.collections.length === 0 ? words.allCollections : undefined}
        data={names}
        value={settings.collections}
        onChange={(chosen) => onSettings({ ...settings, collections: chosen })}
        clearable
        searchable
      />
      <Autocomplete
        label={words.matter}
        placeholder={isMatterWanted ? undefined : words.matterHint}
        data={matters}
        limit={MOST_OFFERED}
        value={settings.matter ?? ''}
        onChange={(matter) => onSettings({ ...settings, matter: matter || null })}
        maxLength={100}
        withAsterisk={isMatterWanted}
        aria-required={isMatterWanted}
        error={matterError}
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
