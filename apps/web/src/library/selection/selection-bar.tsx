import type { DocumentView } from '#contracts';
import { Button, Group, Text } from '@mantine/core';
import { toQuery } from '../use-library-filter.js';
import type { LibraryFilter } from '../use-library-filter.js';
import { useFetchDocuments } from '../../data/use-library.js';
import { complain } from '../../shared/complain.js';
import { strings } from '../../strings/index.js';
import { chosenNow } from './selection.js';
import { SelectionActions } from './selection-actions.js';
import { useSelection } from './use-selection.js';
import classes from './selection.module.css';

const words = strings.selection;
/** As many as the service gives at once. */
const MOST = 500;

interface Props {
  filter: LibraryFilter;
  shown: readonly DocumentView[];
  /** How many match the filter. */
  total: number;
}

/** How many documents are chosen, and what can be done with them; nothing while none is. */
export function SelectionBar({ filter, shown, total }: Props) {
  const { selection, setAll, clear } = useSelection();
  const fetching = useFetchDocuments();
  const n = selection.chosen.size;
  if (n === 0) return null;
  const most = Math.min(MOST, total);
  const selectAll = () =>
    fetching.mutate(
      { ...toQuery({ ...filter, page: 1 }), limit: MOST },
      { onSuccess: ({ documents }) => setAll(documents, true), onError: complain },
    );
  return (
    <section className={classes.bar} aria-label={words.title}>
      <Group gap="xs">
        <Text size="sm" fw={600} role="status">
          {words.chosen(n)}
        </Text>
        {n < most && (
          <Button size="compact-sm" variant="subtle" loading={fetching.isPending} onClick={selectAll}>
            {most < total ? words.first(most, total) : words.all(total)}
          </Button>
        )}
        <Button size="compact-sm" variant="subtle" onClick={clear}>
          {words.clear}
        </Button>
      </Group>
      <SelectionActions documents={chosenNow(selection, shown)} />
    </section>
  );
}
