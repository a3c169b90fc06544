import { useMediaQuery } from '@mantine/hooks';

/** Tables become cards below this width. */
export const useIsNarrow = (): boolean =>
  useMediaQuery('(max-width: 61.99em)', false, { getInitialValueInEffect: false });
/** From this width on, a source opens beside the answer instead of on its own page. */
export const useIsWide = (): boolean => useMediaQuery('(min-width: 75em)', false, { getInitialValueInEffect: false });
