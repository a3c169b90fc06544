import { Button, Group, Modal, Text } from '@mantine/core';
import { strings } from '../strings/index.js';

interface Props {
  /** What is asked; null: nothing is. */
  question: string | null;
  action: string;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks once more before something that people may not want. */
export function Confirm({ question, action, onConfirm, onClose }: Props) {
  const confirm = () => {
    onConfirm();
    onClose();
  };
  return (
    <Modal
      opened={question !== null}
      onClose={onClose}
      title={action}
      closeButtonProps={{ 'aria-label': strings.access.cancel }}
    >
      <Text size="sm">{question}</Text>
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose}>
          {strings.access.cancel}
        </Button>
        <Button color="red.9" onClick={confirm}>
          {action}
        </Button>
      </Group>
    </Modal>
  );
}
