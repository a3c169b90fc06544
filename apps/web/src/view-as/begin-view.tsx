import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useBeginView } from '../data/use-view.js';
import { complain } from '../shared/complain.js';
import { Dialog } from '../shared/dialog.js';
import { strings } from '../strings/index.js';

const words = strings.viewAs;

interface Props {
  person: { id: string; name: string };
  onClose: () => void;
}

/** Asks why, before an administrator looks with somebody else's eyes. */
export function BeginView({ person, onClose }: Props) {
  const { begin, isBeginning } = useBeginView();
  const form = useForm({
    initialValues: { reason: '' },
    validate: { reason: (text) => (text.trim() === '' ? words.needsReason : null) },
  });
  const look = form.onSubmit(({ reason }) => begin({ person: person.id, reason: reason.trim() }, complain));
  return (
    <Dialog onClose={onClose} title={words.beginAs(person.name)} closeButtonProps={{ 'aria-label': words.cancel }}>
      <form onSubmit={look} noValidate>
        <Stack>
          <Text size="sm">{words.beginHint}</Text>
          <Textarea
            label={words.reason}
            description={words.reasonHint}
            autosize
            minRows={2}
            maxLength={500}
            data-autofocus
            {...form.getInputProps('reason')}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {words.cancel}
            </Button>
            <Button type="submit" loading={isBeginning}>
              {words.look}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
