import { useState } from 'react';

const NONE: ReadonlySet<string> = new Set();

/**
 * Which documents show all of their passages. Another search begins with none of them.
 * @param search What tells one search from another.
 */
export function useUnfolded(search: string) {
  const [state, setState] = useState({ search, documents: NONE });
  const documents = state.search === search ? state.documents : NONE;
  const unfold = (document: string) => setState({ search, documents: new Set([...documents, document]) });
  const fold = (document: string) =>
    setState({ search, documents: new Set([...documents].filter((other) => other !== document)) });
  return { documents, unfold, fold };
}
