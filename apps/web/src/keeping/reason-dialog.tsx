import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { ErrorNotice } from '../shared/error-notice.js';
import { Dialog } from '../shared/dialog.js';
import { strings } from '../strings/index.js';

const words = strings.stewardship;

interface Props {
  /** Of the dialog and its button. */
  title: string;
  hint: string;
  isPending: boolean;
  error: unknown;
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
    <Dialog onClose={onClose} title={title} closeButtonProps={{ 'aria-label': words.cancel }}>
      <form onSubmit={form.onSubmit(({ reason }) => onConfirm(reason.trim()))} noValidate>
        <Stack>
          <Text size="sm">{hint}</Text>
          <Textarea
            label={words.reason}
            autosize
            minRows={2}
            maxLength={2_000}
            data-autofocus
            {...form.getInputProps('reason')}
          />
          {Boolean(error) && <ErrorNotice error={error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {words.cancel}
            </Button>
            <Button type="submit" color="red.9" loading={isPending}>
              {title}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
