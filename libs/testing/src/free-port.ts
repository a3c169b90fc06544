/** A port of loopback that nothing listens on. The room that knows is loaded when asked: most tests here start nothing. */
export async function freePort(): Promise<number> {
  const database = await import('#database');
  return database.freePort();
}
