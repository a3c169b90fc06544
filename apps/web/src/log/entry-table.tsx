import { Table, Text, VisuallyHidden } from '@mantine/core';
import { formatDateTime } from '../shared/format.js';
import { strings } from '../strings/index.js';
import { EntrySubject } from './entry-subject.js';
import classes from './log.module.css';
import { ProofButton } from './proof-button.js';
import { kindInWords, type ReadEntry } from './read-entry.js';

const { columns } = strings.log.entries;

/** Entries in the order that they come in; each one's proof is fetched when somebody asks for it. */
export function EntryTable({ entries }: { entries: readonly ReadEntry[] }) {
  return (
    <div className={classes.table}>
      <Table verticalSpacing="xs" highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th ta="end">{columns.entry}</Table.Th>
            <Table.Th>{columns.when}</Table.Th>
            <Table.Th>{columns.kind}</Table.Th>
            <Table.Th>{columns.who}</Table.Th>
            <Table.Th>{columns.about}</Table.Th>
            <Table.Th pos="relative">
              <VisuallyHidden>{strings.shell.actions}</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {entries.map((entry) => (
            <Table.Tr key={entry.index}>
              <Table.Td ta="end">{entry.index}</Table.Td>
              <Table.Td className={classes.when}>{formatDateTime(entry.at)}</Table.Td>
              <Table.Td>
                {kindInWords(entry.kind)}
                <Text size="xs" c="dimmed">
                  {entry.kind}
                </Text>
              </Table.Td>
              <Table.Td>{entry.who}</Table.Td>
              <Table.Td className={classes.about}>
                <EntrySubject entry={entry} />
              </Table.Td>
              <Table.Td ta="end">
                <ProofButton index={entry.index} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
