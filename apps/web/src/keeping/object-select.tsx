import type { HoldKindName } from '#contracts';
import { Autocomplete, Select } from '@mantine/core';
import { useMatters } from '../data/use-access.js';
import { useColleagues } from '../data/use-decisions.js';
import { useCollections } from '../data/use-library.js';
import { type ChosenDocument, DocumentSelect } from '../library/document-select.js';
import { MOST_OFFERED } from '../shared/most-offered.js';
import { strings } from '../strings/index.js';

const { kinds } = strings.stewardship;

/** What was chosen, with its name for people. */
export interface Chosen {
  /** Id, or the number of a matter. */
  object: string;
  name: string;
}

interface Props {
  kind: HoldKindName;
  value: Chosen | null;
  error?: string | undefined;
  onChange: (chosen: Chosen | null) => void;
}

/** Choose one document, collection, matter or person. */
export function ObjectSelect({ kind, value, error, onChange }: Props) {
  const { data: collections = [] } = useCollections();
  const { data: people = [] } = useColleagues();
  const matters = useMatters().data?.matters ?? [];
  if (kind === 'document')
    return (
      <DocumentSelect
        label={kinds.document}
        error={error}
        value={value && { id: value.object, title: value.name }}
        onChange={(document) => onChange(document && chosenDocument(document))}
      />
    );
  if (kind === 'matter')
    return (
      <Autocomplete
        label={kinds.matter}
        limit={MOST_OFFERED}
        error={error}
        data={matters.map(({ number }) => number)}
        value={value?.object ?? ''}
        maxLength={100}
        onChange={(number) => onChange(number === '' ? null : { object: number, name: number })}
      />
    );
  const choices = (kind === 'person' ? people : collections).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Select
      label={kinds[kind]}
      error={error}
      data={choices}
      searchable
      limit={MOST_OFFERED}
      value={value?.object ?? null}
      onChange={(id, option) => onChange(id === null ? null : { object: id, name: option?.label ?? '' })}
    />
  );
}

const chosenDocument = ({ id, title }: ChosenDocument): Chosen => ({ object: id, name: title });
