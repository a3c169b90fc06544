/** Most choices that a list to search in offers at once: a thousand names would hold up whoever opens it, and nobody reads them. */
export const MOST_OFFERED = 100;
