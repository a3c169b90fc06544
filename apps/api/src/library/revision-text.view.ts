import type { RevisionText } from '#contracts';
import { pageUnitOf } from '#knowledge';
import type { RevisionText as StoredText } from '#library';

/** The whole text, into which spans of citations point in UTF-16 code units. */
export function viewRevisionText({ revision, isSuperseded, text, pages }: StoredText): RevisionText {
  const { id, documentId, title, number, mediaType, fileName } = revision;
  return {
    revisionId: id,
    ...{ documentId, title, number, isSuperseded, mediaType, fileName, text },
    pageUnit: pageUnitOf(mediaType),
    pages: pages.map((page) => ({ ...page })),
  };
}
