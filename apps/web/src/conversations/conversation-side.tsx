import { Drawer } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useIsWide } from '../shared/use-screen-width.js';
import { strings } from '../strings/index.js';
import { ConversationList } from './conversation-list.js';
import classes from './thread.module.css';

interface Props {
  current: string | null;
  /** Whether the room is needed for something else. */
  isHidden: boolean;
  /** @param openList Null while the list stands beside the page. */
  children: (openList: (() => void) | null) => ReactNode;
}

/** A page with the list of conversations beside it; where there is no room, in a drawer. */
export function ConversationSide({ current, isHidden, children }: Props) {
  const isBeside = useIsWide() && !isHidden;
  const [isOpened, { open, close }] = useDisclosure(false);
  return (
    <div className={classes.page} data-with-list={isBeside || undefined}>
      {isBeside && (
        <div className={classes.side}>
          <ConversationList current={current} />
        </div>
      )}
      <div style={{ minWidth: 0 }}>{children(isBeside ? null : open)}</div>
      <Drawer
        opened={isOpened && !isBeside}
        onClose={close}
        size="sm"
        title={strings.conversations.title}
        closeButtonProps={{ 'aria-label': strings.conversations.close }}
      >
        <ConversationList current={current} onChosen={close} />
      </Drawer>
    </div>
  );
}
