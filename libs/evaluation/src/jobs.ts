import { defineJob } from '#jobs';
import { z } from 'zod';

/** Measure a generation that is built, and let it wait or switch. Safe to run twice. */
export const judgeGeneration = defineJob({
  name: 'evaluation.judge',
  queue: 'index',
  payload: z.object({ generation: z.string() }),
  attempts: 10,
  goesFirst: true,
  keyOf: ({ generation }) => generation,
});

/** Put the golden questions to two generations. Somebody waits for it, and each try may meet an inference host that is being started anew. */
export const compareGenerations = defineJob({
  name: 'evaluation.compare',
  queue: 'index',
  // Absent in jobs from before it was noted.
  payload: z.object({ from: z.string(), to: z.string(), by: z.string().optional() }),
  attempts: 10,
  goesFirst: true,
  keyOf: ({ from, to }) => `${from}-${to}`,
});
