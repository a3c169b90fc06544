import type { DocumentView } from '#contracts';
import { notifications } from '@mantine/notifications';
import { usePutUnderMatter } from '../data/use-library.js';
import { complain } from '../shared/complain.js';
import { strings } from '../strings/index.js';
import { MatterSelect } from './matter-select.js';
import { useMayKeep } from './use-may-keep.js';

const words = strings.matters;

/** The matter that a document is under, and for those who may, the choice of another. */
export function DocumentMatter({ document }: { document: DocumentView }) {
  const mayKeep = useMayKeep();
  const put = usePutUnderMatter();
  const { matter } = document;
  if (!mayKeep || document.removedAt) return matter ? `${matter.number} ${matter.name}` : words.none;
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
