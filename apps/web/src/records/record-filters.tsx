import { Button, Group, Select, SimpleGrid, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useState } from 'react';
import { useColleagues } from '../data/use-decisions.js';
import { useCollections } from '../data/use-library.js';
import { strings } from '../strings/index.js';
import { isNarrowed } from './record-filter.js';
import type { useRecordFilter } from './use-record-filter.js';

const { filter: words, modes } = strings.records;
const { outcome: outcomes } = strings.ask;
const TYPING_PAUSE_MS = 300;

interface Props extends ReturnType<typeof useRecordFilter> {
  /** Whether other people's records are in the list as well. */
  readsAll: boolean;
}

/** What the list of records is narrowed by. */
export function RecordFilters({ filter, change, clear, readsAll }: Props) {
  const { data: people = [] } = useColleagues();
  const { data: collections = [] } = useCollections();
  const [cleared, setCleared] = useState(0);
  const choice = (name: 'person' | 'collection' | 'outcome' | 'mode', label: string, data: Choice[]) => (
    <Select
      {...{ label, data }}
      placeholder={words.any}
      searchable={name === 'person' || name === 'collection'}
      clearable
      value={filter[name] ?? null}
      onChange={(value: string | null) => change({ [name]: value })}
    />
  );
  const day = (name: 'since' | 'until', label: string) => (
    <TextInput
      type="date"
      label={label}
      value={filter[name] ?? ''}
      onChange={({ currentTarget: { value } }) => change({ [name]: value })}
    />
  );
  return (
    <SimpleGrid cols={{ base: 2, lg: 4 }} spacing="sm" mb="md" role="search" aria-label={words.title}>
      {readsAll && choice('person', words.person, people.map(choiceOf))}
      {choice('collection', words.collection, collections.map(choiceOf))}
      <MatterField key={cleared} matter={filter.matter ?? ''} onChange={change} />
      {choice('outcome', words.outcome, entries(outcomes))}
      {choice('mode', words.mode, entries(modes))}
      {day('since', words.since)}
      {day('until', words.until)}
      {isNarrowed(filter) && (
        <Group align="flex-end">
          <Button
            variant="default"
            onClick={() => {
              setCleared(cleared + 1);
              clear();
            }}
          >
            {words.clear}
          </Button>
        </Group>
      )}
    </SimpleGrid>
  );
}

/** Its own text while somebody types. */
function MatterField({ matter, onChange }: { matter: string; onChange: Props['change'] }) {
  const [typed, setTyped] = useState(matter);
  const apply = useDebouncedCallback((value: string) => onChange({ matter: value.trim() }), TYPING_PAUSE_MS);
  return (
    <TextInput
      label={words.matter}
      maxLength={100}
      value={typed}
      onChange={({ currentTarget: { value } }) => {
        setTyped(value);
        apply(value);
      }}
    />
  );
}

interface Choice {
  value: string;
  label: string;
}
const choiceOf = ({ id, name }: { id: string; name: string }): Choice => ({ value: id, label: name });
const entries = (named: Readonly<Record<string, string>>): Choice[] =>
  Object.entries(named).map(([value, label]) => ({ value, label }));
