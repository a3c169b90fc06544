import { Pill } from '@mantine/core';
import { useDocument } from '../data/use-library.js';
import { strings } from '../strings/index.js';

const words = strings.search.only;

/** Says that a search keeps to one document, and lets go of it. */
export function OnlyDocument({ id, onRemove }: { id: string; onRemove: () => void }) {
  const title = useDocument(id).data?.title;
  return (
    <Pill
      size="md"
      mb="sm"
      maw="100%"
      withRemoveButton
      onRemove={onRemove}
      // Mantine hides it from screen readers and takes it out of the order of the Tab key.
      removeButtonProps={{ 'aria-label': words.everywhere, 'aria-hidden': false, tabIndex: 0 }}
    >
      {title === undefined ? words.unnamed : words.named(title)}
    </Pill>
  );
}
