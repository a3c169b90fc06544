import { defineJob } from '#jobs';
import { z } from 'zod';

/** Measure a generation that is built, and let it wait or switch. Safe to run twice. */
export const judgeGeneration = defineJob({
  name: 'evaluation.judge',
  queue: 'index',
  payload: z.object({ generation: z.string() }),
  attempts: 10,
  keyOf: ({ generation }) => generation,
});

/** Put the golden questions to two generations. */
export const compareGenerations = defineJob({
  name: 'evaluation.compare',
  queue: 'index',
  // Absent in jobs from before it was noted.
  payload: z.object({ from: z.string(), to: z.string(), by: z.string().optional() }),
  attempts: 3,
  keyOf: ({ from, to }) => `${from}-${to}`,
});
