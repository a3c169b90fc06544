/** Called by Jest after a tier that needs nothing else. */
export default () => globalThis.closeRunFolder?.();
