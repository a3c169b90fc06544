import {
  DECISIONS_ON,
  DECISIONS_SCOPE,
  RECORDS_SCOPE,
  type RetentionView,
  countsDays,
  retentionRuleName,
  retentionRulesFor,
} from '#contracts';
import { Button, Card, Group, NumberInput, Select, Stack, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useSetRetention } from '../data/use-stewardship.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { strings } from '../strings/index.js';

const words = strings.stewardship.retention;
const MOST_DAYS = 36_500;
/** A year, where a rule begins to count. */
const FIRST_DAYS = 365;

/** What a rule is for, in the reader's language. */
function nameOf({ scope, name }: RetentionView): string {
  if (scope === RECORDS_SCOPE) return words.records;
  if (scope === DECISIONS_SCOPE) return words.decisions;
  return scope.startsWith(DECISIONS_ON) ? words.decisionsOn(name) : name;
}

/** The rule for the documents of a collection, for records, or for decisions. */
export function RetentionRow({ rule: saved, canChange }: { rule: RetentionView; canChange: boolean }) {
  const { scope } = saved;
  const name = nameOf(saved);
  const setting = useSetRetention();
  const [rule, setRule] = useState(saved.rule);
  const [days, setDays] = useState<number | string>(saved.days ?? FIRST_DAYS);
  const hasDays = countsDays(rule);
  const isSaved = rule === saved.rule && (!hasDays || days === saved.days);
  const isWhole = !hasDays || (typeof days === 'number' && days >= 1);
  const save = () =>
    setting.mutate(
      { scope, rule, days: hasDays ? Number(days) : null },
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
            data={retentionRulesFor(scope).map((value) => ({ value, label: words.rules[value] }))}
            value={rule}
            allowDeselect={false}
            disabled={!canChange}
            onChange={(value) => setRule(retentionRuleName.parse(value))}
            style={{ flex: '1 1 14rem' }}
            maw={360}
          />
          {hasDays && (
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
