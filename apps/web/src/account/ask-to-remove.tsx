import { Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import { strings } from '../strings/index.js';

const words = strings.account;

export const askToRemove = (
  title: string,
  onConfirm: () => void,
  hint: string = words.removeHint,
  label: string = words.remove,
) =>
  modals.openConfirmModal({
    title,
    children: <Text size="sm">{hint}</Text>,
    labels: { confirm: label, cancel: strings.people.cancel },
    confirmProps: { color: 'red.9' },
    closeButtonProps: { 'aria-label': strings.people.cancel },
    onConfirm,
  });
