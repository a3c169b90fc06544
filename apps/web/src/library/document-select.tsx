import { Select } from '@mantine/core';
import type { SelectProps } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useDocuments } from '../data/use-library.js';
import { strings } from '../strings/index.js';

const TYPING_PAUSE_MS = 250;
const SHOWN = 20;

export interface ChosenDocument {
  id: string;
  title: string;
}

interface Props extends Pick<SelectProps, 'label' | 'description' | 'style' | 'error' | 'withAsterisk'> {
  value: ChosenDocument | null;
  onChange: (document: ChosenDocument | null) => void;
}

/** Choose a document by typing a part of its title or path. */
export function DocumentSelect({ value, onChange, ...looks }: Props) {
  const [text, setText] = useState(value?.title ?? '');
  const [query] = useDebouncedValue(text === value?.title ? '' : text.trim(), TYPING_PAUSE_MS);
  const found = useDocuments({ ...(query !== '' && { text: query }), limit: SHOWN }).data?.documents ?? [];
  const data = found.map(({ id, title, path }) => ({ value: id, label: title, path }));
  const isListed = value === null || data.some((option) => option.value === value.id);
  return (
    <Select
      {...looks}
      data={isListed ? data : [{ value: value.id, label: value.title, path: '' }, ...data]}
      value={value?.id ?? null}
      onChange={(id, option) => onChange(id === null ? null : { id, title: option?.label ?? '' })}
      searchValue={text}
      onSearchChange={setText}
      // The service has searched already, in paths as well.
      filter={({ options }) => options}
      searchable
      // The list would lie over what is said to be wrong.
      openOnFocus={false}
      clearable
      nothingFoundMessage={strings.feedback.sourceNone}
    />
  );
}
