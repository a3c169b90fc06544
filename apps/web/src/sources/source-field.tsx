import { NumberInput, Select, Switch, TagsInput, TextInput } from '@mantine/core';
import { strings } from '../strings/index.js';
import type { Field, FieldValues } from './source-fields.js';

interface Props {
  field: Field;
  value: FieldValues[string];
  onChange: (value: FieldValues[string]) => void;
  error: string | undefined;
}

const securities = Object.entries(strings.sources.fields.securities).map(([value, label]) => ({ value, label }));

/** One input of a kind's form. */
export function SourceField({ field: { label, hint, type }, value, onChange, error }: Props) {
  const shared = { label, description: hint, error };
  switch (type) {
    case 'flag':
      return (
        <Switch
          {...shared}
          checked={value === true}
          onChange={({ currentTarget }) => onChange(currentTarget.checked)}
        />
      );
    case 'number':
      return (
        <NumberInput {...shared} value={value as number} min={0} hideControls onChange={(to) => onChange(Number(to))} />
      );
    case 'list':
      return <TagsInput {...shared} value={[...(value as readonly string[])]} onChange={onChange} acceptValueOnBlur />;
    case 'security':
      return (
        <Select
          {...shared}
          data={securities}
          value={String(value)}
          allowDeselect={false}
          onChange={(to) => onChange(to ?? 'tls')}
        />
      );
    case 'text':
      return (
        <TextInput {...shared} value={String(value)} onChange={({ currentTarget }) => onChange(currentTarget.value)} />
      );
  }
}
