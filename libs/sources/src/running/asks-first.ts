/**
 * Whether removing what vanished needs somebody's word: a source that suddenly shows little or nothing is more often broken
 * than emptied.
 * @param vanished Documents that would be removed.
 * @param held Documents of the source before, the vanished ones included.
 * @param limitPercent Largest share that goes without asking; everything at once never does.
 */
export function asksFirst(vanished: number, held: number, limitPercent: number): boolean {
  if (vanished === 0) return false;
  return vanished >= held || vanished * 100 > limitPercent * held;
}
