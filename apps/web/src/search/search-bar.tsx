import { Button, Group, NativeSelect, TextInput } from '@mantine/core';
import { IconBellPlus, IconFilter } from '@tabler/icons-react';
import { searchSort } from '#contracts';
import { strings } from '../strings/index.js';
import classes from './search.module.css';
import { LIST_KINDS, type SearchState, listKindOf } from './use-search-state.js';

const words = strings.search;

interface Props {
  state: SearchState;
  onChange: (part: Partial<SearchState>) => void;
  /** Null where the search cannot be saved. */
  onSave: (() => void) | null;
  /** Opens the facets where there is no room for them; null where they stand beside the list. */
  onFacets: (() => void) | null;
}

/** Order, what an entry is, and what to do with the search as a whole. */
export function SearchBar({ state, onChange, onSave, onFacets }: Props) {
  return (
    <Group gap="sm" mt="sm" mb="md">
      <NativeSelect
        size="xs"
        aria-label={words.sort}
        value={state.sort}
        data={searchSort.options.map((value) => ({ value, label: words.sorts[value] }))}
        onChange={(event) => onChange({ sort: searchSort.parse(event.currentTarget.value) })}
      />
      <NativeSelect
        size="xs"
        aria-label={words.list}
        title={words.listHints[state.list]}
        value={state.list}
        data={LIST_KINDS.map((value) => ({ value, label: words.lists[value] }))}
        onChange={(event) => onChange({ list: listKindOf(event.currentTarget.value) })}
      />
      <TextInput
        type="date"
        size="xs"
        label={words.asOf}
        classNames={{ root: classes.inline!, label: classes.inlineLabel! }}
        value={state.asOf}
        onChange={(event) => onChange({ asOf: event.currentTarget.value })}
      />
      {onFacets && (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconFilter size={15} aria-hidden />}
          onClick={onFacets}
        >
          {words.facets.show}
        </Button>
      )}
      {onSave && (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconBellPlus size={15} aria-hidden />}
          onClick={onSave}
        >
          {words.save.button}
        </Button>
      )}
    </Group>
  );
}
