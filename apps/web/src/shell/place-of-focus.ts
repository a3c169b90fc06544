/** What stands in a list among others of its kind. */
const ITEMS = 'li, tr, article';
/** What a reader knows by its name or its heading. */
const PARTS = `${ITEMS}, section, form, fieldset, dialog, nav, main, [role="region"], [role="tabpanel"], [role="group"], [role="dialog"]`;

/** Where something stood when it got the focus. */
export interface Place {
  readonly element: HTMLElement;
  /** It, and all that it was in outwards, each with the items beside it: the next ones first, then those before, nearest first. */
  readonly around: readonly { readonly element: Element; readonly beside: readonly Element[] }[];
}

/** To be asked while the element is on the page: afterwards nothing tells where it was. */
export function placeOf(element: HTMLElement): Place {
  const around: Place['around'][number][] = [];
  for (let at: Element | null = element; at && at !== document.body; at = at.parentElement)
    around.push({ element: at, beside: at.matches(ITEMS) ? besides(at) : [] });
  return { element, around };
}

/** The page, or the layer over it, that a place is in. */
export const layerOf = ({ around }: Place): Element | undefined => around.at(-1)?.element;

/**
 * Where a reader goes on when what had the focus is gone, or can't be used any more: at the item beside the one that went with
 * it, else at the closest part of the page that is still there. Never at another button: a second press of the same key is not
 * to do what nobody asked for.
 * @returns null where nothing around it is left but the page itself.
 */
export function nearestTo({ element: lost, around }: Place): HTMLElement | null {
  for (const { element, beside } of around) {
    if (element.isConnected && element !== lost && element.matches(PARTS)) return nameOf(element);
    const next = element.isConnected ? undefined : beside.find((each) => each.isConnected);
    if (next) return next as HTMLElement;
  }
  return null;
}

function besides(item: Element): Element[] {
  const all = [...(item.parentElement?.children ?? [])].filter((each) => each.matches(ITEMS));
  const place = all.indexOf(item);
  return [...all.slice(place + 1), ...all.slice(0, place).reverse()];
}

/** An item is read out as it is; what holds many is told by its heading. */
function nameOf(part: Element): HTMLElement {
  const heading = part.matches(ITEMS) ? null : part.querySelector<HTMLElement>('h1, h2, h3, h4');
  return heading ?? (part as HTMLElement);
}
