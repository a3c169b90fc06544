import type { DocumentView } from '#contracts';
import { Table } from '@mantine/core';
import { formatDateTime } from '../shared/format.js';
import { strings } from '../strings/index.js';
import { DocumentButtons } from './document-buttons.js';
import { DocumentName } from './document-name.js';
import { DocumentState } from './document-state.js';
import { pagesIn } from './pages-in.js';
import { SelectBox } from './selection/select-box.js';
import { SelectPageBox } from './selection/select-page-box.js';
import { useSelection } from './selection/use-selection.js';
import { useMayKeep } from './use-may-keep.js';
import classes from './library.module.css';
import selectionClasses from './selection/selection.module.css';

const { columns } = strings.library;

/**
 * Documents in the order that they come in, with boxes to choose them for who keeps the library; some columns stand
 * only where there is room.
 */
export function DocumentTable({ documents }: { documents: DocumentView[] }) {
  const isSelectable = useMayKeep();
  const { selection } = useSelection();
  return (
    <div className={classes.table}>
      <Table verticalSpacing="sm" highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            {isSelectable && (
              <Table.Th className={selectionClasses.boxCell}>
                <SelectPageBox shown={documents} />
              </Table.Th>
            )}
            <Table.Th>{columns.document}</Table.Th>
            <Table.Th visibleFrom="xl">{columns.collection}</Table.Th>
            <Table.Th>{columns.state}</Table.Th>
            <Table.Th ta="end">{columns.pages}</Table.Th>
            <Table.Th ta="end">{columns.revision}</Table.Th>
            <Table.Th visibleFrom="lg">{columns.updated}</Table.Th>
            <Table.Th>
              <span className={classes.hiddenLabel}>{columns.actions}</span>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {documents.map((document) => (
            <Table.Tr
              key={document.id}
              className={selection.chosen.has(document.id) ? selectionClasses.chosen : undefined}
            >
              {isSelectable && (
                <Table.Td className={selectionClasses.boxCell}>
                  <SelectBox document={document} among={documents} />
                </Table.Td>
              )}
              <Table.Td className={classes.nameCell}>
                <DocumentName document={document} />
              </Table.Td>
              <Table.Td visibleFrom="xl" className={classes.collectionCell}>
                {document.collection.name}
              </Table.Td>
              <Table.Td className={classes.stateCell}>
                <DocumentState document={document} />
              </Table.Td>
              <Table.Td ta="end">{pagesIn(document.current ?? document.latest) ?? '–'}</Table.Td>
              <Table.Td ta="end">{document.latest.number}</Table.Td>
              <Table.Td visibleFrom="lg" className={classes.date}>
                {formatDateTime(document.latest.createdAt)}
              </Table.Td>
              <Table.Td>
                <DocumentButtons document={document} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
