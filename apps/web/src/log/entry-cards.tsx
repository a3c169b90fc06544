import { Group, Text } from '@mantine/core';
import { formatDateTime } from '../shared/format.js';
import { EntrySubject } from './entry-subject.js';
import classes from './log.module.css';
import { ProofButton } from './proof-button.js';
import { kindInWords, type ReadEntry } from './read-entry.js';

/** The same as the table, for narrow screens. */
export function EntryCards({ entries }: { entries: readonly ReadEntry[] }) {
  return (
    <ul className={classes.cards}>
      {entries.map((entry) => (
        <li key={entry.index} className={classes.card}>
          <Group justify="space-between" wrap="nowrap">
            <Text size="sm" fw={600}>
              {kindInWords(entry.kind)}
            </Text>
            <ProofButton index={entry.index} />
          </Group>
          <Text size="xs" c="dimmed">
            {[entry.index, formatDateTime(entry.at), entry.who, entry.kind].join(' · ')}
          </Text>
          <EntrySubject entry={entry} />
        </li>
      ))}
    </ul>
  );
}
