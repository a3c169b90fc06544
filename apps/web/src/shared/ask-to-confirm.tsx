import { Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import type { ReactNode } from 'react';
import { strings } from '../strings/index.js';
import { once } from './once.js';

interface Asked {
  title: string;
  body: ReactNode;
  /** What the button says that does it. */
  label: string;
  /** Whether something goes by it. */
  isLoss?: boolean;
}

/** Ask before something is done. It is done once, however often the button is pressed while the dialog goes. */
export const askToConfirm = ({ title, body, label, isLoss = false }: Asked, onConfirm: () => void) =>
  modals.openConfirmModal({
    title,
    children: typeof body === 'string' ? <Text size="sm">{body}</Text> : body,
    labels: { confirm: label, cancel: strings.shell.cancel },
    ...(isLoss && { confirmProps: { color: 'red.9' } }),
    closeButtonProps: { 'aria-label': strings.shell.cancel },
    onConfirm: once(onConfirm),
  });
