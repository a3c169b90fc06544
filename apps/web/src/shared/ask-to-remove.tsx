import { Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import { strings } from '../strings/index.js';

const words = strings.account;

/** Ask before something goes. The words that are left out are those for what an account signs in by. */
export const askToRemove = (
  title: string,
  onConfirm: () => void,
  hint: string = words.removeHint,
  label: string = words.remove,
) =>
  modals.openConfirmModal({
    title,
    children: <Text size="sm">{hint}</Text>,
    labels: { confirm: label, cancel: strings.shell.cancel },
    confirmProps: { color: 'red.9' },
    closeButtonProps: { 'aria-label': strings.shell.cancel },
    onConfirm,
  });
