/** Called by Jest after the tier. */
export default () => globalThis.endPreparedCluster?.();
