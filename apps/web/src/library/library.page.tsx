import { Stack } from '@mantine/core';
import { useState } from 'react';
import { useDocuments } from '../data/use-library.js';
import { isKnownEmpty } from '../shared/is-known-empty.js';
import { PageHeader } from '../shared/page-header.js';
import { strings } from '../strings/index.js';
import { CollectionPicker } from './collection-picker.js';
import { DocumentList } from './document-list.js';
import { IngestionBar } from './ingestion-bar.js';
import { LibraryFilters } from './library-filters.js';
import { MatterSelect } from './matter-select.js';
import { Removals } from './removals.js';
import { SelectionWork } from './selection/selection-work.js';
import { UploadArea } from './upload-area.js';
import { UploadList } from './upload-list.js';
import { isNarrowed, toQuery, useLibraryFilter } from './use-library-filter.js';
import { useMayKeep } from './use-may-keep.js';

const words = strings.library;
const FIRST_COLLECTION = 'Library';

/** `/library?collection=&state=&text=&page=` */
export function LibraryPage() {
  const { filter, change } = useLibraryFilter();
  const mayKeep = useMayKeep();
  // There is nothing to narrow.
  const isEmpty = isKnownEmpty(useDocuments(toQuery(filter))) && !isNarrowed(filter);
  const [matter, setMatter] = useState<string | null>(null);
  const [picked, setPicked] = useState<string | null>(null);
  // Someone looking at one collection most likely wants to add to that one.
  const target = picked ?? filter.collection ?? FIRST_COLLECTION;
  return (
    <>
      <PageHeader title={words.title} lead={words.lead} />
      <Stack gap="md">
        {mayKeep && (
          <>
            <CollectionPicker
              value={target}
              onChange={setPicked}
              onRemoved={() => {
                setPicked(null);
                change({ collection: undefined });
              }}
            />
            <MatterSelect
              label={strings.matters.uploadUnder}
              description={strings.matters.uploadHint}
              value={matter}
              onChange={setMatter}
            />
            <UploadArea collection={target} matter={matter} />
            <UploadList />
          </>
        )}
        <IngestionBar />
        {mayKeep && <Removals />}
        {!isEmpty && <LibraryFilters filter={filter} onChange={change} />}
        <SelectionWork />
        <DocumentList filter={filter} onChange={change} />
      </Stack>
    </>
  );
}
