import type { SourceSchedule } from '#contracts';
import { Chip, Group, Input, NumberInput, Select, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { strings } from '../strings/index.js';
import { WEEK, dailyTimesOf, patternOf } from './daily-times.js';
import { patternInWords } from './schedule-in-words.js';

const words = strings.sources.form;
/** As the form offers them: `daily` and `cron` are both patterns. */
type Kind = keyof typeof words.schedules;
type CronSchedule = Extract<SourceSchedule, { kind: 'cron' }>;

const kinds = Object.entries(words.schedules).map(([value, label]) => ({ value, label }));
const zones = Intl.supportedValuesOf('timeZone');
const ownZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

const kindOf = (schedule: SourceSchedule): Kind =>
  schedule.kind === 'cron' && dailyTimesOf(schedule) ? 'daily' : schedule.kind;

const fresh = (kind: Kind): SourceSchedule => {
  if (kind === 'every') return { kind, minutes: 60 };
  return kind === 'manual' ? { kind } : { kind: 'cron', pattern: '0 5 * * *', timeZone: ownZone() };
};

interface Props<Schedule> {
  value: Schedule;
  onChange: (schedule: SourceSchedule) => void;
}

/** When a source runs by itself. */
export function ScheduleFields({ value, onChange }: Props<SourceSchedule>) {
  const [kind, setKind] = useState(() => kindOf(value));
  const choose = (chosen: string | null) => {
    const next = (chosen ?? 'manual') as Kind;
    setKind(next);
    // From times of the day to a pattern, what was said stays.
    if (next !== 'cron' || value.kind !== 'cron') onChange(fresh(next));
  };
  return (
    <Stack gap="sm">
      <Select label={words.schedule} data={kinds} value={kind} allowDeselect={false} onChange={choose} />
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
      {value.kind === 'cron' && kind === 'daily' && <DailyFields value={value} onChange={onChange} />}
      {value.kind === 'cron' && kind === 'cron' && <PatternField value={value} onChange={onChange} />}
      {value.kind === 'cron' && (
        <Select
          label={words.timeZone}
          data={zones.includes(value.timeZone) ? zones : [value.timeZone, ...zones]}
          value={value.timeZone}
          searchable
          allowDeselect={false}
          onChange={(timeZone) => onChange({ ...value, timeZone: timeZone ?? ownZone() })}
        />
      )}
    </Stack>
  );
}

function DailyFields({ value, onChange }: Props<CronSchedule>) {
  const times = dailyTimesOf(value) ?? { time: '05:00', days: WEEK };
  const put = (change: Partial<typeof times>) => onChange({ ...value, pattern: patternOf({ ...times, ...change }) });
  return (
    <Group align="flex-start" gap="lg">
      <TextInput
        type="time"
        label={words.time}
        value={times.time}
        onChange={({ currentTarget }) => currentTarget.value !== '' && put({ time: currentTarget.value })}
      />
      <Input.Wrapper label={words.days} labelElement="div">
        <Chip.Group
          multiple
          value={times.days.map(String)}
          onChange={(days) => put({ days: WEEK.filter((day) => days.includes(String(day))) })}
        >
          <Group gap={4} mt={4} role="group" aria-label={words.days}>
            {WEEK.map((day) => (
              <Chip key={day} value={String(day)} size="xs">
                {words.weekdays[day]}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
      </Input.Wrapper>
    </Group>
  );
}

function PatternField({ value, onChange }: Props<CronSchedule>) {
  const said = patternInWords(value.pattern);
  return (
    <div>
      <TextInput
        label={words.pattern}
        description={words.patternHint}
        error={said === null ? words.patternBad : undefined}
        value={value.pattern}
        onChange={({ currentTarget }) => onChange({ ...value, pattern: currentTarget.value })}
      />
      {said !== null && (
        <Text size="xs" c="dimmed" mt={4} role="status">
          {words.patternMeans(said)}
        </Text>
      )}
    </div>
  );
}
