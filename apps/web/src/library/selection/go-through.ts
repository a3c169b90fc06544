import type { Failure } from '#contracts';
import { toApiError } from '../../api/api-error.js';
import { isAway } from '../../data/query-client.js';

/** Why one was left as it was; null where it was not. */
export type Outcome = Failure | null;

interface Listener<T> {
  /** After each one. */
  readonly onStep: (item: T, outcome: Outcome) => void;
  /** Asked before each one; the one under way is always waited for, because only then is known what became of it. */
  readonly isStopped: () => boolean;
}

/**
 * Do something to one after another. A refusal concerns one of them alone: the others have their turn.
 * @throws ApiError where the service does not answer, or the session is over: what would come next would fare no better. The one
 * that met it counts as not done.
 */
export async function goThrough<T>(
  items: readonly T[],
  act: (item: T) => Promise<unknown>,
  { onStep, isStopped }: Listener<T>,
): Promise<void> {
  for (const item of items) {
    if (isStopped()) return;
    onStep(item, await outcomeOf(act(item)));
  }
}

async function outcomeOf(acting: Promise<unknown>): Promise<Outcome> {
  try {
    await acting;
    return null;
  } catch (error) {
    const failure = toApiError(error);
    if (isAway(failure) || failure.status === 401) throw failure;
    const { code, message, particulars } = failure;
    return { code, message, particulars };
  }
}
