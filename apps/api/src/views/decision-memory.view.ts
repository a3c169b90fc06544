import type { LinkView } from '#contracts';
import type { DecisionLink } from '#decisions';

export const viewLink = ({ by, to, ...link }: DecisionLink): LinkView => ({ ...link, to: { ...to }, by: { ...by } });
