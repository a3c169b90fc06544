import type { z } from 'zod';
import type { collectionList, recordList } from '#contracts';

export type { DocumentDetail, DocumentList, StatusView } from '#contracts';
export type CollectionList = z.infer<typeof collectionList>;
export type RecordList = z.infer<typeof recordList>;
