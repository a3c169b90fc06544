/** What a model file can do, read from the file itself. */
export const MODEL_KINDS = ['embedder', 'reranker', 'generator'] as const;
export type ModelKind = (typeof MODEL_KINDS)[number];

/**
 * What a model is used for. Each role has at most one model in use. The reasoner takes the steps of questions that need
 * several; where it is empty, the generator does its work. The extractor turns a document into metadata; where it is empty, nobody does,
 * because reading every document costs hours that somebody has to want.
 */
export const MODEL_ROLES = ['embedder', 'reranker', 'generator', 'reasoner', 'extractor'] as const;
export type ModelRole = (typeof MODEL_ROLES)[number];

/** Roles that a model which writes can fill. */
export type WritingRole = 'generator' | 'reasoner' | 'extractor';

/** The kind of model that a role needs. */
export const kindOf = (role: ModelRole): ModelKind => (role === 'embedder' || role === 'reranker' ? role : 'generator');

/** The role whose model does the work of an empty one; null where nothing does. */
export const fallbackOf = (role: ModelRole): ModelRole | null => (role === 'reasoner' ? 'generator' : null);
