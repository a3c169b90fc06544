import type { DecisionSummary } from '#contracts';
import { Anchor, Table, Text } from '@mantine/core';
import { Link } from 'react-router';
import { formatDateTime } from '../shared/format.js';
import { strings } from '../strings/index.js';
import tableClasses from '../records/records.module.css';
import { StateBadge } from './state-badge.js';

const { columns } = strings.decisions;

/** Decisions in the order that they come in; matter and day stand only where there is room. */
export function DecisionTable({ decisions }: { decisions: readonly DecisionSummary[] }) {
  return (
    <div className={tableClasses.table}>
      <Table verticalSpacing="sm" highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{columns.question}</Table.Th>
            <Table.Th>{columns.state}</Table.Th>
            <Table.Th>{columns.responsible}</Table.Th>
            <Table.Th visibleFrom="md">{columns.matter}</Table.Th>
            <Table.Th visibleFrom="md">{columns.changed}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {decisions.map((decision) => (
            <Table.Tr key={decision.id}>
              <Table.Td className={tableClasses.question}>
                <Anchor
                  component={Link}
                  to={`/decisions/${decision.id}`}
                  size="sm"
                  fw={600}
                  c="var(--mantine-color-text)"
                >
                  {decision.question}
                </Anchor>
                {decision.choice !== '' && (
                  <Text size="xs" c="dimmed" lineClamp={1} dir="auto">
                    {decision.choice}
                  </Text>
                )}
              </Table.Td>
              <Table.Td>
                <StateBadge state={decision.state} />
              </Table.Td>
              <Table.Td>{decision.responsible.name}</Table.Td>
              <Table.Td visibleFrom="md">{decision.matter}</Table.Td>
              <Table.Td visibleFrom="md" className={tableClasses.date}>
                {formatDateTime(decision.updatedAt)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
