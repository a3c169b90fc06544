import { Fieldset, Select, Stack, Text, TextInput } from '@mantine/core';
import { useRecord } from '../data/use-records.js';
import { strings } from '../strings/index.js';

const words = strings.decisions.detail;

/** What a judge makes of one answer; `none` leaves it open, and only `overridden` and `rejected` want a reason. */
export interface Judgement {
  record: string;
  verdict: 'none' | 'approved' | 'overridden' | 'rejected';
  reason: string;
}

interface Props {
  judgements: readonly Judgement[];
  onChange: (judgements: Judgement[]) => void;
}

/** What a judge makes of each answer that the decision rests on; may be left open. */
export function JudgeAnswers({ judgements, onChange }: Props) {
  return (
    <Stack gap="sm">
      {judgements.map((judgement) => (
        <OneAnswer
          key={judgement.record}
          judgement={judgement}
          onChange={(next) => onChange(judgements.map((each) => (each.record === next.record ? next : each)))}
        />
      ))}
    </Stack>
  );
}

function OneAnswer({ judgement, onChange }: { judgement: Judgement; onChange: (judgement: Judgement) => void }) {
  const { data, isPending } = useRecord(judgement.record);
  const { verdict, reason } = judgement;
  return (
    <Fieldset legend={words.verdict}>
      <Stack gap="xs">
        <Text size="sm" dir="auto">
          {data?.question ?? (isPending ? strings.shell.loading : words.recordHidden)}
        </Text>
        <Select
          aria-label={words.verdict}
          data={[
            { value: 'none', label: words.noVerdict },
            ...(['approved', 'overridden', 'rejected'] as const).map((value) => ({
              value,
              label: words.verdicts[value],
            })),
          ]}
          allowDeselect={false}
          value={verdict}
          onChange={(value) => onChange({ ...judgement, verdict: value ?? 'none' })}
        />
        {(verdict === 'overridden' || verdict === 'rejected') && (
          <TextInput
            label={words.verdictReason}
            required
            maxLength={4_000}
            value={reason}
            onChange={(event) => onChange({ ...judgement, reason: event.currentTarget.value })}
          />
        )}
      </Stack>
    </Fieldset>
  );
}
