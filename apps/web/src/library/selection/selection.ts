/** Whatever has an id can be chosen. */
interface WithId {
  readonly id: string;
}

/** What was chosen of a list that is shown a page at a time. */
export interface Selection<T extends WithId> {
  /** By id, in the order in which it was chosen; what stands on other pages as well. */
  readonly chosen: ReadonlyMap<string, T>;
  /** Whose box was pressed last: from there Shift reaches. */
  readonly anchor: string | null;
}

/** A selection to begin with; a new one each time. */
export const nothing = <T extends WithId>(): Selection<T> => ({ chosen: new Map(), anchor: null });

interface Press {
  readonly isOn: boolean;
  /** Whether everything between the box pressed before and this one follows it. */
  readonly isRange: boolean;
}

/**
 * A box was pressed.
 * @param shown The page that it stands on, in its order. Where the box before stands on another one, there is no range.
 */
export function press<T extends WithId>(
  selection: Selection<T>,
  shown: readonly T[],
  id: string,
  { isOn, isRange }: Press,
): Selection<T> {
  const at = shown.findIndex((each) => each.id === id);
  const from = isRange ? shown.findIndex((each) => each.id === selection.anchor) : -1;
  const pressed = from < 0 ? shown.slice(at, at + 1) : shown.slice(Math.min(at, from), Math.max(at, from) + 1);
  return { chosen: setAll(selection, pressed, isOn).chosen, anchor: id };
}

/** All of these are chosen, or none of them is, besides what was. */
export function setAll<T extends WithId>(selection: Selection<T>, items: readonly T[], isOn: boolean): Selection<T> {
  const chosen = new Map(selection.chosen);
  for (const item of items) {
    if (isOn) chosen.set(item.id, item);
    else chosen.delete(item.id);
  }
  return { ...selection, chosen };
}

/** How much of a page is chosen. */
export function shareOf<T extends WithId>(selection: Selection<T>, shown: readonly T[]): 'none' | 'some' | 'all' {
  const n = shown.filter(({ id }) => selection.chosen.has(id)).length;
  if (n === 0) return 'none';
  return n === shown.length ? 'all' : 'some';
}

/** What is chosen, as the page that is shown knows it: there it may have changed since. */
export function chosenNow<T extends WithId>(selection: Selection<T>, shown: readonly T[]): T[] {
  const known = new Map(shown.map((each) => [each.id, each]));
  return [...selection.chosen.values()].map((each) => known.get(each.id) ?? each);
}
