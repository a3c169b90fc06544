import type { CitationView } from '#contracts';
import type { ReactNode } from 'react';
import { SourcePanel } from './source-panel.js';
import classes from './source.module.css';

interface Props {
  /** The citation whose source is open; null for none. */
  opened: CitationView | null;
  onClose: () => void;
  children: ReactNode;
}

/** A page in one column, and an opened source in a second one beside it. */
export function BesideSource({ opened, onClose, children }: Props) {
  return (
    <div className={classes.beside} data-with-source={opened ? true : undefined}>
      <div className={classes.column}>{children}</div>
      {opened && <SourcePanel citation={opened} onClose={onClose} />}
    </div>
  );
}
