import { Injectable } from '@nestjs/common';
import { AccessPolicy, type Action } from './access-policy.js';
import { BeginnerGone } from './errors.js';
import { People } from './people.js';

/** Within how long work in somebody's name ends with their right to it. */
const LOOK_EVERY_MS = 1_000;
/** What the service does by itself is in nobody's name. */
const NOBODY: ReadonlySet<string> = new Set(['system']);

/**
 * What somebody began goes on only while they may do it: work that outlives the request which asked for it – a model on its
 * way, an index that is built, an erasure or a decision that waits for approval – ends or is parked when they are suspended
 * or lose the role. Asked of the database each time, so it does not matter which process was told.
 */
@Injectable()
export class Standing {
  constructor(
    private readonly people: People,
    private readonly access: AccessPolicy,
  ) {}

  /**
   * Whether somebody is there, not suspended, and may do this.
   * @param userId A user id; `system`, or null, for the service itself.
   * @param action Null where being there is enough.
   */
  async holds(userId: string | null, action: Action | null): Promise<boolean> {
    if (userId === null || NOBODY.has(userId)) return true;
    const person = await this.people.find(userId);
    if (!person) return false;
    return action === null || this.access.may({ userId, name: person.name, role: person.role, via: 'system' }, action);
  }

  /** @throws BeginnerGone */
  async require(userId: string | null, action: Action | null): Promise<void> {
    if (!(await this.holds(userId, action))) throw new BeginnerGone();
  }

  /**
   * Do long work in somebody's name.
   * @param work Given a signal that aborts with the caller's, and within a second or so of them losing the right.
   * @throws BeginnerGone; what the work throws
   */
  async during<T>(
    userId: string | null,
    action: Action | null,
    signal: AbortSignal,
    work: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    await this.require(userId, action);
    const gone = new AbortController();
    const look = () =>
      this.require(userId, action).catch((error: unknown) => {
        // While the database is away nobody can be suspended either.
        if (error instanceof BeginnerGone) gone.abort(error);
      });
    const timer = setInterval(() => void look(), LOOK_EVERY_MS);
    timer.unref();
    try {
      return await work(AbortSignal.any([signal, gone.signal]));
    } catch (error) {
      throw gone.signal.aborted && !signal.aborted ? gone.signal.reason : error;
    } finally {
      clearInterval(timer);
    }
  }
}
