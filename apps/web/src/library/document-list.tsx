import { Button, Group, Pagination, Text } from '@mantine/core';
import { IconBooks, IconRefresh, IconSearchOff } from '@tabler/icons-react';
import { useCollections, useDocuments } from '../data/use-library.js';
import { Empty } from '../shared/empty.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { Loading } from '../shared/loading.js';
import { useIsNarrow } from '../shared/use-screen-width.js';
import { pageControls } from '../shared/page-controls.js';
import { strings } from '../strings/index.js';
import { DocumentCards } from './document-cards.js';
import { DocumentTable } from './document-table.js';
import { useDocumentActions } from './use-document-actions.js';
import { PAGE_SIZE, toQuery } from './use-library-filter.js';
import type { LibraryFilter } from './use-library-filter.js';
import { useMayKeep } from './use-may-keep.js';

const words = strings.library;

interface Props {
  filter: LibraryFilter;
  onChange: (part: Partial<LibraryFilter>) => void;
}

export function DocumentList({ filter, onChange }: Props) {
  const documents = useDocuments(toQuery(filter));
  const isNarrow = useIsNarrow();
  if (documents.isPending) return <Loading />;
  if (documents.isError) return <ErrorNotice error={documents.error} onRetry={() => void documents.refetch()} />;
  const { documents: shown, total } = documents.data;
  if (total === 0) return <NothingShown filter={filter} onChange={onChange} />;
  const List = isNarrow ? DocumentCards : DocumentTable;
  return (
    <section aria-label={words.title} aria-busy={documents.isPlaceholderData}>
      <Group justify="space-between" mb="xs" mih={30}>
        <Text size="sm" c="dimmed" role="status">
          {words.total(total)}
        </Text>
        <RetryAll collection={filter.collection} />
      </Group>
      <List documents={shown} />
      {total > PAGE_SIZE && (
        <Group justify="center" mt="md">
          <Pagination
            total={Math.ceil(total / PAGE_SIZE)}
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

function NothingShown({ filter, onChange }: Props) {
  const mayKeep = useMayKeep();
  const isFiltered = filter.text !== '' || filter.state !== undefined || filter.collection !== undefined;
  if (!isFiltered)
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
