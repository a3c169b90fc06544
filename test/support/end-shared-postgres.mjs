/** Called by Jest after the tier. */
export default async function end() {
  await globalThis.endSharedPostgres?.();
  globalThis.closeRunFolder?.();
}
