import type { CatalogueModelView, ModelRoleName } from '#contracts';

/** How much of a machine a model is meant for. */
export type Tier = NonNullable<CatalogueModelView['tier']>;

/** What the catalogue is narrowed to; null narrows nothing. */
export interface CatalogueFilter {
  role: ModelRoleName | null;
  tier: Tier | null;
  /** Without those that are too large, or whose size is not known. */
  onlyFitting: boolean;
}

/** Leaves no model out. */
export const NO_FILTER: CatalogueFilter = { role: null, tier: null, onlyFitting: false };

/** Entries in their own order. */
export const filterCatalogue = (
  models: readonly CatalogueModelView[],
  { role, tier, onlyFitting }: CatalogueFilter,
): CatalogueModelView[] =>
  models.filter(
    (model) =>
      (role === null || model.roles.includes(role)) &&
      (tier === null || model.tier === tier) &&
      (!onlyFitting || (model.fits !== null && model.fits.verdict !== 'too_large')),
  );
