import { MultiSelect } from '@mantine/core';
import { useRecord, useRecords } from '../data/use-records.js';
import { formatDay } from '../shared/format.js';
import { strings } from '../strings/index.js';

const words = strings.decisions.form;
const MOST = 100;

interface Props {
  value: string[];
  onChange: (records: string[]) => void;
}

/** The answers that a decision rests on: one at least, and more of the reader's own. */
export function AnswerSelect({ value, onChange }: Props) {
  const { data } = useRecords({ limit: MOST });
  const first = useRecord(value[0] ?? '').data;
  const known = new Map(
    (data?.records ?? []).map(({ id, question, createdAt }) => [id, `${question} (${formatDay(createdAt)})`]),
  );
  if (first) known.set(first.id, `${first.question} (${formatDay(first.createdAt)})`);
  for (const id of value) if (!known.has(id)) known.set(id, id);
  return (
    <MultiSelect
      label={words.records}
      description={words.answers}
      data={[...known].map(([id, label]) => ({ value: id, label }))}
      searchable
      maxValues={20}
      value={value}
      onChange={(next) => next.length > 0 && onChange(next)}
    />
  );
}
