import type { LinkView, PrecedentList } from '#contracts';
import type { DecisionLink, FoundPrecedent } from '#decisions';
import { viewDecisionSummary } from './decision.view.js';

export const viewLink = ({ by, to, ...link }: DecisionLink): LinkView => ({ ...link, to: { ...to }, by: { ...by } });

export const viewPrecedents = (found: readonly FoundPrecedent[]): PrecedentList => ({
  decisions: found.map(({ decision, score }) => ({ ...viewDecisionSummary(decision), score })),
});
