import { useSession } from '../data/use-session.js';
import { useView } from '../data/use-view.js';

const KEEPERS = ['administrator', 'librarian'];

/**
 * Whether the reader may add documents and collections, settle and remove them; nobody may who looks as somebody else. The
 * service decides, this only leaves out what would be refused.
 */
export function useMayKeep(): boolean {
  const role = useSession().data?.user.role ?? '';
  return useView() === null && KEEPERS.includes(role);
}
