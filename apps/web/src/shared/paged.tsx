import { Group, Pagination, Text } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { strings } from '../strings/index.js';
import { pageControls } from './page-controls.js';
import { useIsNarrow } from './use-screen-width.js';

const words = strings.shell;
/** How many are shown at a time. */
export const PAGE_SIZE = 50;

interface Props<T> {
  /** All of them, in order. */
  items: readonly T[];
  /** Draws those of one page; never none, unless there are none at all. */
  children: (shown: readonly T[]) => ReactNode;
}

/** What comes as a whole and may be long, a page at a time: ten thousand rows at once would stop the browser. */
export function Paged<T>({ items, children }: Props<T>) {
  const [asked, setAsked] = useState(1);
  const isNarrow = useIsNarrow();
  const pages = Math.max(1, Math.ceil(items.length / PAGE_SIZE));
  // Fewer are left when something was removed, or looked for.
  const page = Math.min(asked, pages);
  const from = (page - 1) * PAGE_SIZE;
  const shown = items.slice(from, from + PAGE_SIZE);
  return (
    <>
      {children(shown)}
      {pages > 1 && (
        <Group justify="center" mt="md" gap="md">
          <Text size="sm" c="dimmed" role="status">
            {words.shownOf(from + 1, from + shown.length, items.length)}
          </Text>
          <Pagination
            total={pages}
            value={page}
            onChange={setAsked}
            siblings={isNarrow ? 0 : 1}
            aria-label={words.pagesLabel}
            getControlProps={pageControls}
          />
        </Group>
      )}
    </>
  );
}
