/** What a model is used for. Each role has at most one model in use. */
export const MODEL_ROLES = ['embedder', 'reranker', 'generator'] as const;
export type ModelRole = (typeof MODEL_ROLES)[number];
