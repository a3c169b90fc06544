import { Select } from '@mantine/core';
import type { SelectProps } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useDocuments } from '../data/use-library.js';
import { strings } from '../strings/index.js';
import { fittingDocuments } from './fitting-documents.js';

const TYPING_PAUSE_MS = 250;
const SHOWN = 20;

/** A document by id, with its title for the field. */
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
  const wanted = text === value?.title ? '' : text.trim();
  const [query] = useDebouncedValue(wanted, TYPING_PAUSE_MS);
  const found = useDocuments({ ...(query !== '' && { text: query }), limit: SHOWN });
  const isAnswered = query === wanted && found.isSuccess && !found.isPlaceholderData;
  const documents = found.data?.documents ?? [];
  // Until the reply to what is typed is there, the one before it is shown as far as it fits.
  const offered = isAnswered ? documents : fittingDocuments(documents, wanted);
  const ids = new Set(offered.map(({ id }) => id));
  const isBesides = value !== null && !ids.has(value.id);
  return (
    <Select
      {...looks}
      // The chosen one belongs to them even while it is not offered: the field takes its words from there.
      data={[...(isBesides ? [value] : []), ...offered].map(({ id, title }) => ({ value: id, label: title }))}
      value={value?.id ?? null}
      onChange={(id, option) => onChange(id === null ? null : { id, title: option?.label ?? '' })}
      searchValue={text}
      onSearchChange={setText}
      // The service has searched already, in paths as well.
      filter={({ options }) => options.filter((each) => 'value' in each && (wanted === '' || ids.has(each.value)))}
      searchable
      // The list would lie over what is said to be wrong.
      openOnFocus={false}
      clearable
      {...(isAnswered && { nothingFoundMessage: strings.feedback.sourceNone })}
    />
  );
}
