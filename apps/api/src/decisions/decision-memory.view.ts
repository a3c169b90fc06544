import type { LinkView, PrecedentList } from '#contracts';
import type { DecisionLink, FoundPrecedent } from '#decisions';
import { viewDecisionSummary } from './decision.view.js';

/** A link as it stands; who may see where it leads was decided before. */
export const viewLink = ({ by, to, ...link }: DecisionLink): LinkView => ({ ...link, to: { ...to }, by: { ...by } });

/** In the order found, the most alike first. Scores compare within one answer only. */
export const viewPrecedents = (found: readonly FoundPrecedent[]): PrecedentList => ({
  decisions: found.map(({ decision, score }) => ({ ...viewDecisionSummary(decision), score })),
});
