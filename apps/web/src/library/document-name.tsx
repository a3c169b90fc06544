import type { DocumentView } from '#contracts';
import { Anchor, Text } from '@mantine/core';
import { Link } from 'react-router';
import classes from './library.module.css';

/** Leads to the document; its path stands below where it says more than the title. */
export function DocumentName({ document: { id, title, path } }: { document: DocumentView }) {
  return (
    <div className={classes.name}>
      <Anchor component={Link} to={`/library/${id}`} fw={600} size="sm" c="var(--mantine-color-text)">
        {title}
      </Anchor>
      {path !== title && (
        <Text size="xs" c="dimmed">
          {path}
        </Text>
      )}
    </div>
  );
}
