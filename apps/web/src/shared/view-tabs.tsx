import { Tabs } from '@mantine/core';
import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router';

interface Props<Name extends string> {
  /** In order; the first is open where the address names none of them. */
  names: readonly Name[];
  titles: Readonly<Record<Name, string>>;
  /** What a screen reader calls the list of tabs. */
  label: string;
  listClassName?: string;
  /** Draws a view; only the open one is drawn. */
  children: (name: Name) => ReactNode;
}

/** The views of a page behind tabs, with the open one in the page's address: `?view=`, nothing for the first. */
export function ViewTabs<Name extends string>({ names, titles, label, listClassName, children }: Props<Name>) {
  const [search, setSearch] = useSearchParams();
  const [first] = names;
  const open = names.find((name) => name === search.get('view')) ?? first;
  return (
    <Tabs
      value={open ?? null}
      onChange={(next) => setSearch(next && next !== first ? { view: next } : {}, { replace: true })}
      keepMounted={false}
    >
      <Tabs.List aria-label={label} className={listClassName}>
        {names.map((name) => (
          <Tabs.Tab key={name} value={name}>
            {titles[name]}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {names.map((name) => (
        <Tabs.Panel key={name} value={name} pt="lg">
          {children(name)}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
