/** Of each kind; who sees so many knows enough. */
export const MOST_PROBLEMS = 100;

/** Before every id, where rows are gone through in order of theirs. */
export const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/** Documents `d` with their collections `c`. Collections of evaluations and self-tests come and go unlogged. */
export const DOCUMENTS_OF_LIBRARY = `documents d JOIN collections c ON c.id = d.collection_id AND c.kind = 'library'`;

/** Revisions `r` with their documents `d`. */
export const REVISIONS_OF_LIBRARY = `${DOCUMENTS_OF_LIBRARY} JOIN revisions r ON r.document_id = d.id`;
