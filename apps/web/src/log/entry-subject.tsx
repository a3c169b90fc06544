import { Anchor, Text } from '@mantine/core';
import { Link } from 'react-router';
import { strings } from '../strings/index.js';
import classes from './log.module.css';
import type { ReadEntry } from './read-entry.js';

/** What an entry is about, and below it, on demand, the very text that was hashed. */
export function EntrySubject({ entry: { about, leaf } }: { entry: ReadEntry }) {
  return (
    <>
      {about.map(({ name, value, to }, at) => (
        <Text key={at} size="xs">
          <Text span size="xs" c="dimmed">
            {name}
          </Text>{' '}
          {to === undefined ? (
            <bdi>{value}</bdi>
          ) : (
            <Anchor component={Link} to={to} size="xs" underline="always" dir="auto">
              {value}
            </Anchor>
          )}
        </Text>
      ))}
      <details className={classes.details}>
        <Text size="xs" c="dimmed" component="summary">
          {strings.log.entries.leaf}
        </Text>
        <Text size="xs" ff="monospace">
          {leaf}
        </Text>
      </details>
    </>
  );
}
