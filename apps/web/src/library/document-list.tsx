import type { DocumentView } from '#contracts';
import { Button, Group, Pagination, Text } from '@mantine/core';
import { IconBooks, IconRefresh, IconSearchOff } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useCollections, useDocuments } from '../data/use-library.js';
import { Empty } from '../shared/empty.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { Loading } from '../shared/loading.js';
import { useIsNarrow } from '../shared/use-screen-width.js';
import { pageControls } from '../shared/page-controls.js';
import { strings } from '../strings/index.js';
import { DocumentCards } from './document-cards.js';
import { DocumentTable } from './document-table.js';
import { SelectPageBox } from './selection/select-page-box.js';
import { SelectionBar } from './selection/selection-bar.js';
import { useSelection } from './selection/use-selection.js';
import { useDocumentActions } from './use-document-actions.js';
import { PAGE_SIZE, isNarrowed, toQuery } from './use-library-filter.js';
import type { LibraryFilter } from './use-library-filter.js';
import { useMayKeep } from './use-may-keep.js';

const words = strings.library;

interface Props {
  filter: LibraryFilter;
  onChange: (part: Partial<LibraryFilter>) => void;
}

/**
 * One page of documents, as a table or, where it is narrow, as cards, with what is done to those chosen. Without
 * any it says whether the filter hides them. Choosing and reading again are for who keeps the library.
 */
export function DocumentList({ filter, onChange }: Props) {
  const documents = useDocuments(toQuery(filter));
  const isNarrow = useIsNarrow();
  const isSelecting = useSelection().selection.chosen.size > 0;
  useLastPageAtMost(documents.isPlaceholderData ? undefined : documents.data?.total, { filter, onChange });
  if (documents.isPending) return <Loading />;
  if (documents.isError) return <ErrorNotice error={documents.error} onRetry={() => void documents.refetch()} />;
  const { documents: shown, total } = documents.data;
  if (total === 0) return <NothingShown filter={filter} onChange={onChange} />;
  const List = isNarrow ? DocumentCards : DocumentTable;
  const bar = <SelectionBar filter={filter} shown={shown} total={total} />;
  return (
    <section aria-label={words.title} aria-busy={documents.isPlaceholderData}>
      {/* In the place of the head where there is room, so that no row moves from under the pointer. */}
      {isSelecting && !isNarrow ? bar : <ListHead shown={shown} total={total} collection={filter.collection} />}
      <List documents={shown} />
      {isNarrow && bar}
      {total > PAGE_SIZE && (
        <Group justify="center" mt="md">
          <Pagination
            total={pagesOf(total)}
            value={filter.page}
            onChange={(page) => onChange({ page })}
            siblings={isNarrow ? 0 : 1}
            size={isNarrow ? 'sm' : 'md'}
            aria-label={words.pages}
            getControlProps={pageControls}
          />
        </Group>
      )}
    </section>
  );
}

const pagesOf = (total: number): number => Math.max(1, Math.ceil(total / PAGE_SIZE));

/** The page that was shown may go with what was removed from it. @param total Undefined while it is not known. */
function useLastPageAtMost(total: number | undefined, { filter, onChange }: Props): void {
  const last = total === undefined ? filter.page : pagesOf(total);
  useEffect(() => {
    if (filter.page > last) onChange({ page: last });
  }, [filter.page, last, onChange]);
}

interface HeadProps {
  shown: readonly DocumentView[];
  total: number;
  collection: string | undefined;
}

function ListHead({ shown, total, collection }: HeadProps) {
  const mayKeep = useMayKeep();
  const isNarrow = useIsNarrow();
  return (
    <Group justify="space-between" mb="xs" mih={46}>
      <Group gap="md">
        {isNarrow && mayKeep && <SelectPageBox shown={shown} isLabelled />}
        <Text size="sm" c="dimmed" role="status">
          {words.total(total)}
        </Text>
      </Group>
      <RetryAll collection={collection} />
    </Group>
  );
}

function NothingShown({ filter, onChange }: Props) {
  const mayKeep = useMayKeep();
  if (!isNarrowed(filter))
    return <Empty icon={<IconBooks />} title={words.empty} {...(mayKeep && { hint: words.emptyHint })} />;
  return (
    <Empty icon={<IconSearchOff />} title={words.noMatch}>
      <Button
        variant="default"
        size="xs"
        onClick={() => onChange({ text: '', state: undefined, collection: undefined, page: 1 })}
      >
        {words.clearFilter}
      </Button>
    </Empty>
  );
}

function RetryAll({ collection }: { collection: string | undefined }) {
  const mayKeep = useMayKeep();
  const { retry, isRetrying } = useDocumentActions();
  const { data: collections = [] } = useCollections();
  const failed = collections
    .filter(({ name }) => collection === undefined || name === collection)
    .reduce((sum, { documents }) => sum + documents.failed, 0);
  if (!mayKeep || failed === 0) return null;
  return (
    <Button
      size="compact-sm"
      variant="default"
      leftSection={<IconRefresh size={15} aria-hidden />}
      loading={isRetrying}
      onClick={() => retry(collection ? { collection } : {})}
    >
      {words.retryAll(failed)}
    </Button>
  );
}
