import { SimpleGrid, TextInput } from '@mantine/core';
import { strings } from '../strings/index.js';
import type { Circumstances } from './ask-state.js';

const words = strings.ask;

interface Props {
  value: Circumstances;
  onChange: (value: Circumstances) => void;
}

/** As of which day, what for and for whom the next questions are asked. */
export function CircumstanceFields({ value, onChange }: Props) {
  const change = (part: Partial<Circumstances>) => onChange({ ...value, ...part });
  return (
    <SimpleGrid type="container" cols={{ base: 1, '480px': 2, '760px': 3 }} spacing="sm" p={6} pt="xs">
      <TextInput
        type="date"
        label={words.asOf}
        title={words.asOfHint}
        value={value.asOf}
        onChange={(event) => change({ asOf: event.currentTarget.value })}
      />
      <TextInput
        label={words.purpose}
        placeholder={words.purposeHint}
        value={value.purpose}
        onChange={(event) => change({ purpose: event.currentTarget.value })}
        maxLength={300}
      />
      <TextInput
        label={words.onBehalfOf}
        placeholder={words.onBehalfOfHint}
        value={value.onBehalfOf}
        onChange={(event) => change({ onBehalfOf: event.currentTarget.value })}
        maxLength={200}
      />
    </SimpleGrid>
  );
}
