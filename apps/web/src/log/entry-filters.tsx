import type { ColleagueList } from '#contracts';
import { Autocomplete, Button, Group, Select, SimpleGrid, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { LogFilter } from '../api/log-client.js';
import { MOST_OFFERED } from '../shared/most-offered.js';
import { startOfDay } from '../shared/start-of-day.js';
import { strings } from '../strings/index.js';

const words = strings.log.entries;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const KIND = /^[a-z_]+(\.[a-z_]+)?$/;
const EMPTY = { kind: '', actor: '', about: '', since: '', until: '' };
/** Areas that people look for most; any other can be typed. */
const AREAS = [
  'answer',
  'backup',
  'decision',
  'document',
  'erasure',
  'grant',
  'hold',
  'key',
  'log',
  'person',
  'record',
  'session',
  'wall',
];

interface Props {
  people: ColleagueList['people'];
  onFilter: (filter: LogFilter) => void;
}

/** What the list of entries is narrowed by; nothing happens before it is asked for, because looking is an entry as well. */
export function EntryFilters({ people, onFilter }: Props) {
  const form = useForm({
    initialValues: EMPTY,
    validate: {
      kind: (text) => (text === '' || KIND.test(text.trim()) ? null : words.badKind),
      about: (text) => (text === '' || UUID.test(text.trim()) ? null : words.badAbout),
    },
  });
  const apply = form.onSubmit(({ kind, actor, about, since, until }) =>
    onFilter({
      ...(kind && { kind: kind.trim() }),
      ...(actor && { actor }),
      ...(about && { about: about.trim().toLowerCase() }),
      ...(since && { since: startOfDay(since) }),
      ...(until && { until: startOfDay(until, 1) }),
    }),
  );
  const clear = () => {
    form.reset();
    onFilter({});
  };
  return (
    <form onSubmit={apply} noValidate>
      <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="sm">
        <Autocomplete label={words.kind} placeholder={words.kindHint} data={AREAS} {...form.getInputProps('kind')} />
        <Select
          label={words.actor}
          placeholder={words.anybody}
          data={[
            { value: 'system', label: words.system },
            ...people.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          searchable
          clearable
          limit={MOST_OFFERED}
          {...form.getInputProps('actor')}
          value={form.values.actor || null}
          onChange={(value: string | null) => form.setFieldValue('actor', value ?? '')}
        />
        <TextInput label={words.about} {...form.getInputProps('about')} />
        <TextInput type="date" label={words.since} {...form.getInputProps('since')} />
        <TextInput type="date" label={words.until} {...form.getInputProps('until')} />
        <Group align="flex-end" gap="xs">
          <Button type="submit">{words.apply}</Button>
          <Button variant="default" onClick={clear}>
            {words.clear}
          </Button>
        </Group>
      </SimpleGrid>
    </form>
  );
}
