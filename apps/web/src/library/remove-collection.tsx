import type { CollectionView } from '#contracts';
import { Button } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useBeginRemoval } from '../data/use-removals.js';
import { askToRemove } from '../shared/ask-to-remove.js';
import { complain } from '../shared/complain.js';
import { strings } from '../strings/index.js';

const words = strings.removals;

/** Takes a collection out of the library with its documents, after a question. How far it is shows on the library's page. */
export function RemoveCollection({ collection, onBegin }: { collection: CollectionView; onBegin: () => void }) {
  const beginning = useBeginRemoval();
  const ask = () =>
    askToRemove(
      words.confirmTitle,
      () => {
        // Before it is gone: whoever looks at the collection looks at the whole library from here on.
        onBegin();
        void beginning.mutateAsync(collection.id).catch(complain);
      },
      words.confirmBody(collection.name),
      words.remove,
    );
  return (
    <Button
      variant="subtle"
      color="red"
      leftSection={<IconTrash size={16} aria-hidden />}
      loading={beginning.isPending}
      onClick={ask}
    >
      {words.remove}
    </Button>
  );
}
