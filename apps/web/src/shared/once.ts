/** @returns Does it at the first call; what comes after, as the second press of a double click, does nothing. */
export function once(act: () => void): () => void {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    act();
  };
}
