/** @param asOf ISO date or date-time. A date alone means the end of that day, so that what became valid during it counts. */
export const momentOf = (asOf: string): Date =>
  new Date(/^\d{4}-\d{2}-\d{2}$/.test(asOf) ? `${asOf}T23:59:59.999Z` : asOf);
