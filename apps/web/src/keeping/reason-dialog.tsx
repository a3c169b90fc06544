import { Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { FormDialog } from '../shared/form-dialog.js';
import { ReasonField } from '../shared/reason-field.js';
import { strings } from '../strings/index.js';

const words = strings.stewardship;

interface Props {
  /** Of the dialog and its button. */
  title: string;
  hint: string;
  isPending: boolean;
  error: Error | null;
  onConfirm: (reason: string) => void;
  onClose: () => void;
}

/** Asks why before something is done that others will want to know the reason of. */
export function ReasonDialog({ title, hint, isPending, error, onConfirm, onClose }: Props) {
  const form = useForm({
    initialValues: { reason: '' },
    validate: { reason: (text) => (text.trim() === '' ? words.needsReason : null) },
  });
  return (
    <FormDialog
      title={title}
      send={title}
      isSending={isPending}
      error={error}
      onSend={form.onSubmit(({ reason }) => onConfirm(reason.trim()))}
      onClose={onClose}
      sendColor="red.9"
    >
      <Text size="sm">{hint}</Text>
      <ReasonField label={words.reason} {...form.getInputProps('reason')} />
    </FormDialog>
  );
}
