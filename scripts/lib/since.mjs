/** Time since a moment, for a person: `12.3 s`. */
export const since = (startedMs) => `${((Date.now() - startedMs) / 1000).toFixed(1)} s`;
