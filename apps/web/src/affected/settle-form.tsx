import { settleDoubt } from '#contracts';
import type { AffectedDetail, SettleDoubt } from '#contracts';
import { Button, Group, Paper, Radio, Stack, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useSettle } from '../data/use-decisions.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { strings } from '../strings/index.js';

const words = strings.affected;

/** What becomes of an affected item, with a reason. */
export function SettleForm({ item }: { item: AffectedDetail }) {
  const settling = useSettle(item.id);
  const form = useForm<SettleDoubt>({
    initialValues: { verdict: 'stands', reason: '' },
    validate: { reason: (reason) => (reason.trim() === '' ? words.needsReason : null) },
  });
  const offered = settleDoubt.shape.verdict.options.filter(
    (verdict) => verdict !== 'reopened' || item.target.kind === 'decision',
  );
  return (
    <Paper withBorder p="lg">
      <form onSubmit={form.onSubmit((given) => settling.mutate({ ...given, reason: given.reason.trim() }))} noValidate>
        <Stack>
          <Radio.Group label={words.settle} {...form.getInputProps('verdict')}>
            <Stack gap="xs" mt="xs">
              {offered.map((verdict) => (
                <Radio key={verdict} value={verdict} label={words.verdicts[verdict]} />
              ))}
            </Stack>
          </Radio.Group>
          <Textarea
            label={words.reason}
            description={words.reasonHint}
            autosize
            minRows={2}
            maxLength={4_000}
            {...form.getInputProps('reason')}
          />
          {settling.error && <ErrorNotice error={settling.error} />}
          <Group>
            <Button type="submit" loading={settling.isPending}>
              {words.settle}
            </Button>
          </Group>
        </Stack>
      </form>
    </Paper>
  );
}
