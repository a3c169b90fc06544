import { type Place, layerOf, nearestTo, placeOf } from './place-of-focus.js';

/** What closes hands the focus back itself; by then it has. */
const PAUSE_MS = 120;
/** What is switched off without saying that it works is often on again by then. */
const OFF_MS = 2_000;

/**
 * For the whole portal: the focus does not fall to the page as such when what had it goes away with the change that it was
 * pressed for, or is switched off by it. What was switched off for a while gets it back.
 * @returns Ends it.
 */
export function keepFocus(): () => void {
  /** Of what had the focus last, the latest first, one in each layer: what opened a dialog may go as well as the dialog. */
  let places: readonly Place[] = [];
  /** False once the reader pointed at something else. */
  let isHeld = false;
  let offSinceMs: number | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const remember = ({ target }: FocusEvent) => {
    if (!(target instanceof HTMLElement)) return;
    const place = placeOf(target);
    places = [place, ...places.filter((each) => layerOf(each) !== layerOf(place))];
    isHeld = true;
    offSinceMs = null;
  };
  const letGo = () => void (isHeld = false);
  const lookSoon = () => void (timer ??= setTimeout(look, PAUSE_MS));

  const look = () => {
    timer = undefined;
    const element = places[0]?.element;
    if (!element || !isHeld || !isNowhere(element)) return;
    if (isOfUse(element)) return offSinceMs === null ? undefined : moveTo(element);
    if (element.isConnected) {
      offSinceMs ??= Date.now();
      if (element.matches('[data-loading]') || Date.now() - offSinceMs < OFF_MS) return lookSoon();
    }
    moveTo(places.map(stillThere).find((each) => each !== null) ?? null);
  };

  const watcher = new MutationObserver(() => {
    const element = places[0]?.element;
    if (element && isHeld && (offSinceMs !== null || !isOfUse(element))) lookSoon();
  });
  watcher.observe(document.body, { childList: true, subtree: true, attributeFilter: ['disabled'] });
  document.addEventListener('focusin', remember);
  document.addEventListener('pointerdown', letGo, true);
  return () => {
    clearTimeout(timer);
    watcher.disconnect();
    document.removeEventListener('focusin', remember);
    document.removeEventListener('pointerdown', letGo, true);
  };
}

const isOfUse = (element: HTMLElement): boolean => element.isConnected && !element.matches(':disabled');

/** Whether nothing has the focus; what was switched off can seem to have it for a moment. */
const isNowhere = (lost: HTMLElement): boolean =>
  [null, document.body, lost].some((each) => document.activeElement === each);

const stillThere = (place: Place, index: number): HTMLElement | null =>
  index > 0 && isOfUse(place.element) ? place.element : nearestTo(place);

/** What can't have the focus by itself can while it has it. */
function moveTo(element: HTMLElement | null): void {
  if (!element) return;
  if (element.tabIndex < 0 && !element.hasAttribute('tabindex')) {
    element.tabIndex = -1;
    element.addEventListener('blur', () => element.removeAttribute('tabindex'), { once: true });
  }
  element.focus({ preventScroll: true });
}
