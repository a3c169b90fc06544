import type { GraphNode } from '#contracts';

/** Where a node leads. */
export function addressOf({ kind, id, document }: GraphNode): string {
  if (kind === 'decision') return `/decisions/${id}`;
  return kind === 'record' ? `/records/${id}` : `/library/${document ?? ''}`;
}
