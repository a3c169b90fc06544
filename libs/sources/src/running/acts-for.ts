import { Injectable } from '@nestjs/common';
import { AccessPolicy, People } from '#access';
import { type Principal, type Visibility, canSee } from '#knowledge';
import { SourceRightsGone } from '../errors.js';
import type { Source } from '../source.repository.js';

/** In whose name a source works, and what they may see at this moment. */
export interface Behalf {
  readonly principal: Principal;
  readonly visibility: Visibility;
}

/**
 * A source can do no more than the person that it acts for. Asked anew at each step of a run, so that a suspension, another
 * role, a withdrawn grant or a new wall counts from its commit on.
 */
@Injectable()
export class ActsFor {
  constructor(
    private readonly people: People,
    private readonly access: AccessPolicy,
  ) {}

  /** @throws SourceRightsGone when they may not keep this source any more. */
  async of({ actsFor, collectionId }: Source): Promise<Behalf> {
    const person = await this.people.find(actsFor);
    if (!person) throw new SourceRightsGone();
    const principal: Principal = { userId: person.id, name: person.name, role: person.role, via: 'system' };
    const mayKeep = this.access.may(principal, 'manage sources') && this.access.may(principal, 'upload documents');
    const visibility = await this.access.visibilityOf(principal);
    if (!mayKeep || !canSee(visibility, collectionId)) throw new SourceRightsGone();
    return { principal, visibility };
  }
}
