import type { DocumentView } from '#contracts';
import { Group, Text } from '@mantine/core';
import { formatDateTime } from '../shared/format.js';
import { strings } from '../strings/index.js';
import { DocumentButtons } from './document-buttons.js';
import { DocumentName } from './document-name.js';
import { DocumentState } from './document-state.js';
import { pagesIn } from './pages-in.js';
import { SelectBox } from './selection/select-box.js';
import { useMayKeep } from './use-may-keep.js';
import classes from './library.module.css';

const { columns } = strings.library;

/** The same as the table, for narrow screens. */
export function DocumentCards({ documents }: { documents: DocumentView[] }) {
  const isSelectable = useMayKeep();
  return (
    <ul className={classes.cards}>
      {documents.map((document) => (
        <li key={document.id} className={classes.card}>
          <Group justify="space-between" align="flex-start" wrap="nowrap" gap="xs">
            <Group align="flex-start" wrap="nowrap" gap="sm" miw={0}>
              {isSelectable && <SelectBox document={document} among={documents} />}
              <DocumentName document={document} />
            </Group>
            <DocumentButtons document={document} />
          </Group>
          <DocumentState document={document} />
          <Text size="xs" c="dimmed">
            {[
              document.collection.name,
              ...counted(pagesIn(document.current ?? document.latest)),
              `${columns.revision} ${document.latest.number}`,
              formatDateTime(document.latest.createdAt),
            ].join(' · ')}
          </Text>
        </li>
      ))}
    </ul>
  );
}

const counted = (pages: string | null): string[] => (pages === null ? [] : [`${columns.pages}: ${pages}`]);
