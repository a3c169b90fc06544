import type { RecordSummary } from '#contracts';
import { Anchor, Table } from '@mantine/core';
import { Link } from 'react-router';
import { formatDateTime } from '../shared/format.js';
import { strings } from '../strings/index.js';
import { OutcomeBadge } from './outcome-badge.js';
import classes from './records.module.css';

const { columns, modes } = strings.records;

/** Records in the order that they come in; mode and log entry stand only where there is room. */
export function RecordTable({ records }: { records: RecordSummary[] }) {
  return (
    <div className={classes.table}>
      <Table verticalSpacing="sm" highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{columns.question}</Table.Th>
            <Table.Th>{columns.outcome}</Table.Th>
            <Table.Th visibleFrom="md">{columns.mode}</Table.Th>
            <Table.Th>{columns.who}</Table.Th>
            <Table.Th>{columns.when}</Table.Th>
            <Table.Th ta="end" visibleFrom="md">
              {columns.log}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {records.map((record) => (
            <Table.Tr key={record.id}>
              <Table.Td className={classes.question}>
                <Anchor component={Link} to={`/records/${record.id}`} size="sm" fw={600} c="var(--mantine-color-text)">
                  {record.question}
                </Anchor>
              </Table.Td>
              <Table.Td>
                <OutcomeBadge outcome={record.outcome} />
              </Table.Td>
              <Table.Td visibleFrom="md">{modes[record.mode]}</Table.Td>
              <Table.Td>{record.askedBy}</Table.Td>
              <Table.Td className={classes.date}>{formatDateTime(record.createdAt)}</Table.Td>
              <Table.Td ta="end" visibleFrom="md">
                {record.logIndex}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
