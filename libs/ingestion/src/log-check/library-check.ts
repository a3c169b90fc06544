import { Injectable } from '@nestjs/common';
import { PassageCheck } from './passage-check.js';
import { PlacementCheck } from './placement-check.js';
import { RevisionCheck } from './revision-check.js';

/** Holds the library against the log: what its documents say, what of it is shown, and where they are. */
@Injectable()
export class LibraryCheck {
  constructor(
    private readonly revisions: RevisionCheck,
    private readonly passages: PassageCheck,
    private readonly placements: PlacementCheck,
  ) {}

  /**
   * What does not fit, one sentence each.
   * @throws AbortError once the signal says so.
   */
  async problems(signal: AbortSignal): Promise<string[]> {
    return [
      ...(await this.placements.problems(signal)),
      ...(await this.revisions.problems(signal)),
      ...(await this.passages.problems(signal)),
    ];
  }
}

/** For the modules that offer {@link LibraryCheck}. */
export const LIBRARY_CHECKS = [RevisionCheck, PassageCheck, PlacementCheck, LibraryCheck];
