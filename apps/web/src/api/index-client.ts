import { generationList, goldenQuestionList, goldenQuestionView, indexAccepted, indexComparison } from '#contracts';
import type { EditGoldenQuestion, addGoldenQuestion, rebuildIndexRequest, switchIndexRequest } from '#contracts';
import type { z } from 'zod';
import { call, callFor, queryString } from './http.js';

const id = encodeURIComponent;

/** Every generation of the search index, oldest first. */
export const fetchGenerations = (signal?: AbortSignal) => callFor(generationList, '/index/generations', { signal });
/** Accepted at once and done by the worker, beside the generation that serves. Asking again for the same changes nothing. */
export const rebuildIndex = (body: z.input<typeof rebuildIndexRequest>) =>
  callFor(indexAccepted, '/index/rebuild', { method: 'POST', body });
/**
 * Accepted at once; it serves as soon as it holds what the library holds. @throws ApiError where the golden questions
 * speak against it and it is not forced.
 */
export const switchIndex = (body: z.input<typeof switchIndexRequest>) =>
  callFor(indexAccepted, '/index/switch', { method: 'POST', body });
/** Cancel a build, or drop a generation that does not serve. */
export const dropGeneration = (generation: string) =>
  call(`/index/generations/${id(generation)}`, { method: 'DELETE' });
/** Back to what served before. @throws ApiError where that was dropped. */
export const rollBackIndex = () => callFor(indexAccepted, '/index/rollback', { method: 'POST' });

/** How the golden questions fared in two generations when last measured, if they were. Each look is an entry of the log. */
export const fetchComparison = (from: string, to: string, signal?: AbortSignal) =>
  callFor(indexComparison, `/index/comparison${queryString({ from, to })}`, { signal });
/** Have the golden questions put to both anew; how they fared is to be fetched later. */
export const runComparison = (from: string, to: string) =>
  callFor(indexAccepted, '/index/compare', { method: 'POST', body: { from, to } });

/** A golden question as the form sends it; what has a default may be left out. */
export type NewGoldenQuestion = z.input<typeof addGoldenQuestion>;
/** One page of those in sight, oldest first. */
export const fetchGoldenQuestions = (offset: number, limit: number, signal?: AbortSignal) =>
  callFor(goldenQuestionList, `/golden-questions${queryString({ offset, limit })}`, { signal });
/** @throws ApiError `golden.quote_not_found` for a quote that does not stand in its document. */
export const addGolden = (body: NewGoldenQuestion) =>
  callFor(goldenQuestionView, '/golden-questions', { method: 'POST', body });
/** What is left out stays. Only new quotes are looked up in their documents. */
export const editGolden = (questionId: string, body: EditGoldenQuestion) =>
  callFor(goldenQuestionView, `/golden-questions/${id(questionId)}`, { method: 'PATCH', body });
/** It no longer measures any generation. */
export const removeGolden = (questionId: string) => call(`/golden-questions/${id(questionId)}`, { method: 'DELETE' });
