import type { RecordSummary } from '#contracts';
import { Anchor, Text } from '@mantine/core';
import { Link } from 'react-router';
import { formatDateTime } from '../shared/format.js';
import { strings } from '../strings/index.js';
import { OutcomeBadge } from './outcome-badge.js';
import classes from './records.module.css';

const { columns, modes } = strings.records;

/** The same as the table, for narrow screens. */
export function RecordCards({ records }: { records: RecordSummary[] }) {
  return (
    <ul className={classes.cards}>
      {records.map((record) => (
        <li key={record.id} className={classes.card}>
          <Anchor component={Link} to={`/records/${record.id}`} fw={600} c="var(--mantine-color-text)">
            {record.question}
          </Anchor>
          <div>
            <OutcomeBadge outcome={record.outcome} />
          </div>
          <Text size="xs" c="dimmed">
            {[
              modes[record.mode],
              record.askedBy,
              formatDateTime(record.createdAt),
              `${columns.log} ${record.logIndex}`,
            ].join(' · ')}
          </Text>
        </li>
      ))}
    </ul>
  );
}
