import { Group, Select, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import type { DocumentQuery } from '#contracts';
import { useCollections } from '../data/use-library.js';
import { useTypedFilter } from '../shared/use-typed-filter.js';
import { strings } from '../strings/index.js';
import type { LibraryFilter } from './use-library-filter.js';

const words = strings.library;
const ALL = '';

interface Props {
  filter: LibraryFilter;
  onChange: (part: Partial<LibraryFilter>) => void;
}

/** Narrows the list by words, collection and state. A collection of the address is offered although it may be gone. */
export function LibraryFilters({ filter, onChange }: Props) {
  const { data: collections = [] } = useCollections();
  const [text, type] = useTypedFilter(filter.text, (value) => onChange({ text: value }));
  const states = Object.entries(words.stateFilters).map(([value, label]) => ({ value, label }));
  const names = [
    ...new Set([...collections.map(({ name }) => name), ...(filter.collection ? [filter.collection] : [])]),
  ];
  return (
    <Group gap="sm" align="flex-end" role="search" aria-label={words.filterText}>
      <TextInput
        label={words.filterText}
        value={text}
        onChange={(event) => type(event.currentTarget.value)}
        leftSection={<IconSearch size={16} aria-hidden />}
        maxLength={200}
        style={{ flex: '2 1 14rem' }}
      />
      <Select
        label={words.collection}
        data={[{ value: ALL, label: words.allCollections }, ...names.map((name) => ({ value: name, label: name }))]}
        value={filter.collection ?? ALL}
        onChange={(name) => onChange({ collection: name || undefined })}
        allowDeselect={false}
        style={{ flex: '1 1 9rem' }}
      />
      <Select
        label={words.filterState}
        data={[{ value: ALL, label: words.allStates }, ...states]}
        value={filter.state ?? ALL}
        onChange={(state) => onChange({ state: (state || undefined) as DocumentQuery['state'] })}
        allowDeselect={false}
        style={{ flex: '1 1 9rem' }}
      />
    </Group>
  );
}
