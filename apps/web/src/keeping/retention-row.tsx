import { type RetentionView, retentionRuleName } from '#contracts';
import { Button, Card, Group, NumberInput, Select, Stack, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useSetRetention } from '../data/use-stewardship.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { strings } from '../strings/index.js';

const words = strings.stewardship.retention;
const RECORDS = 'records';
const MOST_DAYS = 36_500;
/** A year, where a rule begins to count. */
const FIRST_DAYS = 365;

/** The rule for one collection, or for the records. */
export function RetentionRow({
  rule: { scope, name, ...saved },
  canChange,
}: {
  rule: RetentionView;
  canChange: boolean;
}) {
  const setting = useSetRetention();
  const [rule, setRule] = useState(saved.rule);
  const [days, setDays] = useState<number | string>(saved.days ?? FIRST_DAYS);
  const isForEver = rule === 'for_ever';
  const isSaved = rule === saved.rule && (isForEver || days === saved.days);
  const isWhole = isForEver || (typeof days === 'number' && days >= 1);
  const rules = retentionRuleName.options.filter(
    (each) => each === 'for_ever' || (each === 'after_answer') === (scope === RECORDS),
  );
  const save = () =>
    setting.mutate(
      { scope, rule, days: isForEver ? null : Number(days) },
      { onSuccess: () => notifications.show({ message: words.saved(name), color: 'green' }) },
    );
  return (
    <Card withBorder component="section" aria-label={name}>
      <Stack gap="xs">
        <Title order={2} size="h5" style={{ overflowWrap: 'anywhere' }} dir="auto">
          {name}
        </Title>
        <Group align="flex-end" gap="sm">
          <Select
            aria-label={words.ruleOf(name)}
            data={rules.map((value) => ({ value, label: words.rules[value] }))}
            value={rule}
            allowDeselect={false}
            disabled={!canChange}
            onChange={(value) => setRule(retentionRuleName.parse(value))}
            style={{ flex: '1 1 14rem' }}
            maw={360}
          />
          {!isForEver && (
            <NumberInput
              aria-label={words.daysOf(name)}
              suffix={words.daysAfter}
              min={1}
              max={MOST_DAYS}
              allowDecimal={false}
              disabled={!canChange}
              value={days}
              onChange={setDays}
              w={130}
            />
          )}
          {canChange && (
            <Button
              variant="default"
              disabled={isSaved || !isWhole}
              loading={setting.isPending}
              onClick={save}
              aria-label={words.saveOne(name)}
            >
              {words.save}
            </Button>
          )}
        </Group>
        {setting.error && <ErrorNotice error={setting.error} />}
      </Stack>
    </Card>
  );
}
