/** What items of lists begin with, by kind: `1.`, `2.3`, `§ 4`; `(a)`, `iv.`; `(1)`; a dash or a dot. */
const MARKERS: readonly RegExp[] = [
  /^\s*(?:§\s*)?\d+(?:\.\d+)*[.)]?\s+/u,
  /^\s*\(?\p{L}{1,4}[.)]\s+/u,
  /^\s*\(\d+\)\s+/u,
  /^\s*[-*•–—·▪◦‣]\s+/u,
];

/** Which kind of mark a text begins with, from 0; -1 for none. */
export const markerOf = (text: string): number => MARKERS.findIndex((marker) => marker.test(text));

/** A text without the mark that it begins with. */
export const withoutMarker = (text: string): string => text.replace(MARKERS[markerOf(text)] ?? '', '');
