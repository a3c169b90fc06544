import type { DocumentView } from '#contracts';
import { Checkbox } from '@mantine/core';
import { strings } from '../../strings/index.js';
import { shareOf } from './selection.js';
import { useSelection } from './use-selection.js';

const words = strings.selection;

interface Props {
  shown: readonly DocumentView[];
  /** Where nothing above it says so. */
  isLabelled?: boolean;
}

/** Chooses all that the page shows, or leaves it. */
export function SelectPageBox({ shown, isLabelled = false }: Props) {
  const { selection, setAll } = useSelection();
  const share = shareOf(selection, shown);
  return (
    <Checkbox
      {...(isLabelled ? { label: words.page } : { 'aria-label': words.page, title: words.page })}
      checked={share === 'all'}
      indeterminate={share === 'some'}
      onChange={() => setAll(shown, share !== 'all')}
    />
  );
}
