/** The model that judged, as the record of an answer names it. `sha256` of its file; null where the server does not say. */
export interface RerankerModel {
  readonly name: string;
  readonly sha256: string | null;
}

/** Scores, and the model that gave them. */
export interface RankedTexts {
  readonly model: RerankerModel;
  readonly scores: readonly number[];
}

/** Reads a question together with each text and scores how well the text answers it. */
export abstract class Reranker {
  /** The model in the role, or null when there is none. @throws ModelUnavailable */
  abstract model(): Promise<RerankerModel | null>;

  /**
   * One score a text, in the order of the texts; higher is better. Scores compare within one call only.
   * @returns Also which model that was: the one in the role when it began.
   * @throws ModelRoleEmpty when no reranker is installed; ModelUnavailable; ModelCorrupt; ModelRequestFailed
   */
  abstract rerank(query: string, texts: readonly string[], signal?: AbortSignal): Promise<RankedTexts>;
}
