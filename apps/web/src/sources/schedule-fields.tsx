import type { SourceSchedule } from '#contracts';
import { Group, NumberInput, Select, Stack, TextInput } from '@mantine/core';
import { strings } from '../strings/index.js';

const words = strings.sources.form;
const kinds = Object.entries(words.schedules).map(([value, label]) => ({ value, label }));
const ownZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

const fresh = (kind: string | null): SourceSchedule => {
  if (kind === 'every') return { kind, minutes: 60 };
  return kind === 'cron' ? { kind, pattern: '0 5 * * *', timeZone: ownZone() } : { kind: 'manual' };
};

/** When a source runs by itself. */
export function ScheduleFields({
  value,
  onChange,
}: {
  value: SourceSchedule;
  onChange: (schedule: SourceSchedule) => void;
}) {
  return (
    <Stack gap="sm">
      <Select
        label={words.schedule}
        data={kinds}
        value={value.kind}
        allowDeselect={false}
        onChange={(kind) => onChange(fresh(kind))}
      />
      {value.kind === 'every' && (
        <NumberInput
          label={words.minutes}
          value={value.minutes}
          min={1}
          max={44_640}
          hideControls
          onChange={(minutes) => onChange({ kind: 'every', minutes: Math.max(1, Math.round(Number(minutes))) })}
        />
      )}
      {value.kind === 'cron' && (
        <Group align="flex-start" gap="sm">
          <TextInput
            label={words.pattern}
            description={words.patternHint}
            value={value.pattern}
            onChange={({ currentTarget }) => onChange({ ...value, pattern: currentTarget.value })}
            style={{ flex: '2 1 12rem' }}
          />
          <TextInput
            label={words.timeZone}
            value={value.timeZone}
            onChange={({ currentTarget }) => onChange({ ...value, timeZone: currentTarget.value })}
            style={{ flex: '1 1 8rem' }}
          />
        </Group>
      )}
    </Stack>
  );
}
