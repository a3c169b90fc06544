import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Empty } from './empty.js';
import { PAGE_SIZE, Paged } from './paged.js';

interface Props<T> {
  /** All of them, in order. */
  items: readonly T[];
  /** What is looked in. */
  textOf: (item: T) => string;
  /** Names the field. */
  label: string;
  /** Said where none has what was typed. */
  none: string;
  /** Draws those of one page. */
  children: (shown: readonly T[]) => ReactNode;
}

/** A list that comes as a whole, a page at a time, among those that have what is typed; nothing to type where one page holds all. */
export function FoundAmong<T>({ items, textOf, label, none, children }: Props<T>) {
  const [typed, setTyped] = useState('');
  const wanted = typed.trim().toLowerCase();
  const found = items.filter((item) => textOf(item).toLowerCase().includes(wanted));
  return (
    <>
      {(items.length > PAGE_SIZE || typed !== '') && (
        <TextInput
          aria-label={label}
          placeholder={label}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          mb="md"
          maw={360}
        />
      )}
      {found.length === 0 ? (
        <Empty icon={<IconSearch aria-hidden />} title={none} />
      ) : (
        <Paged key={wanted} items={found}>
          {children}
        </Paged>
      )}
    </>
  );
}
