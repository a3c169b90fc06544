import { defineJob } from '#jobs';
import { z } from 'zod';

const nothing = z.object({});

/** Bring the index of precedents in step with the decisions. Safe to run twice: it writes what it lacks. */
export const indexPrecedents = defineJob({
  name: 'decisions.index-precedents',
  queue: 'index',
  payload: nothing,
  attempts: 5,
  keyOf: () => 'one',
});

/** Find what changed documents put in doubt. Safe to run twice: what was looked at is marked. */
export const findDoubts = defineJob({
  name: 'decisions.find-doubts',
  queue: 'housekeeping',
  payload: nothing,
  attempts: 5,
  keyOf: () => 'one',
});

/** Note decisions whose day of review has come. Safe to run twice: once for each day. */
export const remindReviews = defineJob({
  name: 'decisions.remind-reviews',
  queue: 'housekeeping',
  payload: nothing,
  attempts: 5,
  keyOf: () => 'one',
});

/** Note of records from before this was kept which models took part and which verdicts they hold. Safe to run twice: it notes what is left. */
export const noteRecords = defineJob({
  name: 'decisions.note-records',
  queue: 'housekeeping',
  payload: nothing,
  attempts: 5,
  keyOf: () => 'one',
});

/** Encrypt the texts of records and decisions from before they were encrypted. Safe to run twice: it encrypts what is left. */
export const sealRecords = defineJob({
  name: 'decisions.seal-records',
  queue: 'housekeeping',
  payload: nothing,
  attempts: 5,
  keyOf: () => 'one',
});
