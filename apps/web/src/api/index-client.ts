import { generationList, goldenQuestionList, goldenQuestionView, indexAccepted, indexComparison } from '#contracts';
import type { EditGoldenQuestion, addGoldenQuestion, rebuildIndexRequest, switchIndexRequest } from '#contracts';
import type { z } from 'zod';
import { call, callFor, queryString } from './http.js';

const id = encodeURIComponent;

export const fetchGenerations = (signal?: AbortSignal) => callFor(generationList, '/index/generations', { signal });
export const rebuildIndex = (body: z.input<typeof rebuildIndexRequest>) =>
  callFor(indexAccepted, '/index/rebuild', { method: 'POST', body });
export const switchIndex = (body: z.input<typeof switchIndexRequest>) =>
  callFor(indexAccepted, '/index/switch', { method: 'POST', body });
/** Cancel a build, or drop a generation that does not serve. */
export const dropGeneration = (generation: string) =>
  call(`/index/generations/${id(generation)}`, { method: 'DELETE' });
export const rollBackIndex = () => callFor(indexAccepted, '/index/rollback', { method: 'POST' });

export const fetchComparison = (from: string, to: string, signal?: AbortSignal) =>
  callFor(indexComparison, `/index/comparison${queryString({ from, to })}`, { signal });
/** Have the golden questions put to both anew; how they fared is to be fetched later. */
export const runComparison = (from: string, to: string) =>
  callFor(indexAccepted, '/index/compare', { method: 'POST', body: { from, to } });

export type NewGoldenQuestion = z.input<typeof addGoldenQuestion>;
export const fetchGoldenQuestions = (offset: number, limit: number, signal?: AbortSignal) =>
  callFor(goldenQuestionList, `/golden-questions${queryString({ offset, limit })}`, { signal });
export const addGolden = (body: NewGoldenQuestion) =>
  callFor(goldenQuestionView, '/golden-questions', { method: 'POST', body });
export const editGolden = (questionId: string, body: EditGoldenQuestion) =>
  callFor(goldenQuestionView, `/golden-questions/${id(questionId)}`, { method: 'PATCH', body });
export const removeGolden = (questionId: string) => call(`/golden-questions/${id(questionId)}`, { method: 'DELETE' });
