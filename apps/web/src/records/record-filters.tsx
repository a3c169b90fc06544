import { Autocomplete, Button, Collapse, Group, Select, SimpleGrid, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconFilter } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { useColleagues } from '../data/use-decisions.js';
import { useCollections } from '../data/use-library.js';
import { useModelNames } from '../data/use-models.js';
import { strings } from '../strings/index.js';
import { MOST_OFFERED } from '../shared/most-offered.js';
import { useIsNarrow } from '../shared/use-screen-width.js';
import { useTypedFilter } from '../shared/use-typed-filter.js';
import { conditionsOf, isNarrowed } from './record-filter.js';
import type { useRecordFilter } from './use-record-filter.js';

const { filter: words, modes } = strings.records;
const { outcome: outcomes, support: verdicts } = strings.ask;
const LONGEST_MATTER = 100;
const LONGEST_MODEL = 200;

interface Props extends ReturnType<typeof useRecordFilter> {
  /** Whether other people's records are in the list as well. */
  readsAll: boolean;
}

/** What the list of records is narrowed by. On a phone it is folded away, so that the list is in sight. */
export function RecordFilters(props: Props) {
  const isNarrow = useIsNarrow();
  const [isOpen, { toggle }] = useDisclosure();
  const id = useId();
  if (!isNarrow) return <Fields {...props} />;
  return (
    <>
      <Button
        variant="default"
        mb="md"
        leftSection={<IconFilter size={16} aria-hidden />}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={toggle}
      >
        {words.show(conditionsOf(props.filter))}
      </Button>
      <Collapse id={id} expanded={isOpen}>
        <Fields {...props} />
      </Collapse>
    </>
  );
}

function Fields({ filter, change, clear, readsAll }: Props) {
  const { data: people = [] } = useColleagues();
  const { data: collections = [] } = useCollections();
  const [cleared, setCleared] = useState(0);
  const choice = (name: 'person' | 'collection' | 'outcome' | 'mode' | 'verdict', label: string, data: Choice[]) => (
    <Select
      {...{ label, data }}
      placeholder={words.any}
      searchable={name === 'person' || name === 'collection'}
      clearable
      limit={MOST_OFFERED}
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
    <SimpleGrid
      cols={{ base: 1, xs: 2, lg: 4 }}
      spacing="sm"
      mb="md"
      role="search"
      aria-label={words.title}
      style={{ alignItems: 'end' }}
    >
      {readsAll && choice('person', words.person, people.map(choiceOf))}
      {choice('collection', words.collection, collections.map(choiceOf))}
      <MatterField key={`matter-${cleared}`} matter={filter.matter ?? ''} onChange={change} />
      {choice('outcome', words.outcome, entries(outcomes))}
      {choice('mode', words.mode, entries(modes))}
      <ModelField key={`model-${cleared}`} model={filter.model ?? ''} onChange={change} />
      {choice('verdict', words.verdict, entries(verdicts))}
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

function MatterField({ matter, onChange }: { matter: string; onChange: Props['change'] }) {
  const [typed, type] = useTypedFilter(matter, (value) => onChange({ matter: value }));
  return (
    <TextInput
      label={words.matter}
      maxLength={LONGEST_MATTER}
      value={typed}
      onChange={({ currentTarget: { value } }) => type(value)}
    />
  );
}

/** Those of now to choose from; one that is gone can be typed. */
function ModelField({ model, onChange }: { model: string; onChange: Props['change'] }) {
  const [typed, type] = useTypedFilter(model, (value) => onChange({ model: value }));
  return (
    <Autocomplete
      label={words.model}
      placeholder={words.any}
      data={useModelNames()}
      maxLength={LONGEST_MODEL}
      clearable
      value={typed}
      onChange={type}
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
