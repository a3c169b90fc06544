import { Select } from '@mantine/core';
import { useRecords } from '../data/use-records.js';
import { formatDay } from '../shared/format.js';
import { strings } from '../strings/index.js';

const words = strings.decisions.linkForm;
const MOST = 200;

/** One of the answers that the reader may see, newest first. */
export function RecordSelect({
  error,
  onChange,
}: {
  error?: string | undefined;
  onChange: (id: string | null) => void;
}) {
  const { data } = useRecords({ limit: MOST });
  const records = (data?.records ?? []).filter(({ erasedBy }) => erasedBy === null);
  return (
    <Select
      label={words.record}
      searchable
      nothingFoundMessage={words.noOther}
      data={records.map(({ id, question, createdAt }) => ({
        value: id,
        label: `${question} (${formatDay(createdAt)})`,
      }))}
      error={error}
      onChange={onChange}
    />
  );
}
