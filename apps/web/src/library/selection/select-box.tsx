import type { DocumentView } from '#contracts';
import { Checkbox } from '@mantine/core';
import { strings } from '../../strings/index.js';
import { useSelection } from './use-selection.js';
import classes from './selection.module.css';

const words = strings.selection;

interface Props {
  document: DocumentView;
  /** The page of the list that it stands on, in its order. */
  among: readonly DocumentView[];
}

/** Chooses a document; with Shift, everything from the box that was pressed before to this one. */
export function SelectBox({ document: { id, title }, among }: Props) {
  const { selection, press } = useSelection();
  return (
    <Checkbox
      className={classes.box}
      aria-label={words.one(title)}
      checked={selection.chosen.has(id)}
      onChange={({ currentTarget: { checked }, nativeEvent }) =>
        press(among, id, { isOn: checked, isRange: nativeEvent instanceof MouseEvent && nativeEvent.shiftKey })
      }
    />
  );
}
