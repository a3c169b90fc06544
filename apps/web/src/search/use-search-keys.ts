import { useEffect } from 'react';

/** What the keys of the search page do. */
export interface SearchKeys {
  /** Move among the passages: 1 for the next, -1 for the previous one. */
  move: (step: 1 | -1) => void;
  open: () => void;
  like: () => void;
  compare: () => void;
  /** Show, or hide, the other passages of the document; null where it has none. */
  unfold: (() => void) | null;
  fold: (() => void) | null;
  /** Null where the search cannot be saved. */
  save: (() => void) | null;
  help: () => void;
  /** To the search box. */
  search: () => void;
  escape: () => void;
}

/** Listens while the page is there; keys that are typed into a field or a dialog are theirs. */
export function useSearchKeys(keys: SearchKeys) {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isInDialog(event.target)) return;
      const act = isTyping(event.target) ? whileTyping(event.key, keys) : whileReading(event, keys);
      if (!act) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  });
}

function whileTyping(key: string, keys: SearchKeys): (() => void) | null {
  if (key === 'Escape') return keys.escape;
  return key === 'ArrowDown' ? () => keys.move(1) : null;
}

function whileReading({ key, target }: KeyboardEvent, keys: SearchKeys): (() => void) | null {
  // On a button or link Enter is that button's, but for the titles of the passages, which it opens anyway.
  const isElsewhere = target instanceof HTMLElement && target.matches('button:not([data-result]), a, [role="tab"]');
  const actions: Record<string, (() => void) | null> = {
    ArrowDown: () => keys.move(1),
    j: () => keys.move(1),
    ArrowUp: () => keys.move(-1),
    k: () => keys.move(-1),
    ...(isAmongTabs(target) ? {} : { ArrowRight: keys.unfold, ArrowLeft: keys.fold }),
    l: keys.like,
    c: keys.compare,
    s: keys.save,
    '?': keys.help,
    '/': keys.search,
    Escape: keys.escape,
    ...(isElsewhere ? {} : { Enter: keys.open }),
  };
  return Object.hasOwn(actions, key) ? actions[key]! : null;
}

const isAmongTabs = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('[role="tab"]') !== null;

const isInDialog = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('[role="dialog"], [role="menu"], [role="listbox"]') !== null;

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'));
