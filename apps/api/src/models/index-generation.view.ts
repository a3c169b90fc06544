import type { ComparedDocument, GenerationView, IndexComparison } from '#contracts';
import { GATE_TOLERANCE, type GenerationComparison } from '#evaluation';
import { type IndexGeneration, tableNameFor } from '#search-index';

const ID = /^(?<name>.*)@(?<sha256>[0-9a-f]{12})$/;

/**
 * `sha256` is the first 12 digits of the embedder's file; null for one on another server, whose file is not known here.
 */
export function viewGeneration(generation: IndexGeneration): GenerationView {
  const { id, embedderId, dimensions, state, switchMode, done, total, etaSeconds, error } = generation;
  const { name = embedderId, sha256 = null } = ID.exec(embedderId)?.groups ?? {};
  return {
    id,
    table: tableNameFor(id),
    embedder: { name, sha256, dimensions },
    state,
    progress: { done, total, etaSeconds },
    switch: switchMode,
    isSwitching: generation.wish !== null,
    fusionWeight: generation.fusionWeight,
    chunkerVersion: generation.chunkerVersion,
    analyserVersion: generation.analyserVersion,
    languages: [...generation.languages],
    createdAt: generation.createdAt.toISOString(),
    switchedAt: generation.switchedAt?.toISOString() ?? null,
    error: error && { ...error },
  };
}

/** Documents that the caller may not see keep their place in the ranking, without id and title. */
export function viewComparison(compared: GenerationComparison): IndexComparison {
  const side = (which: 'from' | 'to'): IndexComparison['from'] => {
    const { generation, run } = compared[which];
    const ranAt = run?.ranAt.toISOString() ?? null;
    const figures = run ? { ...compared.figures[which] } : null;
    return { generation: generation.id, embedder: generation.embedderId, ranAt, figures };
  };
  const document = ({ documentId, isExpected }: { documentId: string; isExpected: boolean }): ComparedDocument => {
    const title = compared.titles.get(documentId) ?? null;
    return { document: title === null ? null : documentId, title, isExpected };
  };
  const { asked } = compared;
  return {
    from: side('from'),
    to: side('to'),
    asked: asked && { at: asked.askedAt.toISOString(), failure: asked.failure && { ...asked.failure } },
    questions: compared.questions.map(({ question, from, to, rank, verdict }) => ({
      ...{ id: question.id, question: question.question, verdict },
      rank: { ...rank },
      top: { from: from.top.map(document), to: to.top.map(document) },
    })),
    verdict: compared.verdict,
    gate: { ...compared.gate, tolerance: GATE_TOLERANCE },
  };
}
