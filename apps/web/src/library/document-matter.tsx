import type { DocumentView } from '#contracts';
import { notifications } from '@mantine/notifications';
import { usePutUnderMatter } from '../data/use-library.js';
import { useSession } from '../data/use-session.js';
import { useView } from '../data/use-view.js';
import { complain } from '../shared/complain.js';
import { strings } from '../strings/index.js';
import { MatterSelect } from './matter-select.js';

const words = strings.matters;
/** Who may put documents under matters; the service decides, this only leaves out what would be refused. */
const KEEPERS = ['administrator', 'librarian'];

/** The matter that a document is under, and for those who may, the choice of another. */
export function DocumentMatter({ document }: { document: DocumentView }) {
  const role = useSession().data?.user.role ?? '';
  const isView = useView() !== null;
  const put = usePutUnderMatter();
  const { matter } = document;
  if (isView || !KEEPERS.includes(role) || document.removedAt)
    return matter ? `${matter.number} ${matter.name}` : words.none;
  const choose = (number: string | null) =>
    put.mutate(
      { documentId: document.id, matter: number },
      { onSuccess: () => notifications.show({ message: words.settled(number) }), onError: complain },
    );
  return (
    <MatterSelect
      label={words.matter}
      isLabelHidden
      value={matter?.number ?? null}
      onChange={choose}
      disabled={put.isPending}
    />
  );
}
