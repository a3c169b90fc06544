import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useSwitchIndex } from '../data/use-index.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { strings } from '../strings/index.js';

const words = strings.searchIndex;

interface Props {
  /** The one to switch to. */
  generation: string;
  /** Whether the golden questions allow it; otherwise a reason has to be given. */
  isAllowed: boolean;
}

/** Has a generation serve; where the golden questions speak against it, a reason is asked for first. The switch itself happens later. */
export function SwitchIndex({ generation, isAllowed }: Props) {
  const switching = useSwitchIndex();
  const [isAsking, asking] = useDisclosure(false);
  const [reason, setReason] = useState('');
  const begin = (forced: boolean) =>
    switching.mutate(
      { generation, ...(forced && { force: true, reason: reason.trim() }) },
      {
        onSuccess: () => {
          asking.close();
          notifications.show({ message: words.switchAsked(generation) });
        },
      },
    );
  return (
    <>
      <Group>
        <Button
          variant={isAllowed ? 'filled' : 'default'}
          loading={switching.isPending}
          onClick={() => (isAllowed ? begin(false) : asking.open())}
        >
          {words.switchTo(generation)}
        </Button>
      </Group>
      {switching.isError && !isAsking && <ErrorNotice error={switching.error} />}
      <Modal
        opened={isAsking}
        onClose={asking.close}
        title={words.forceTitle}
        closeButtonProps={{ 'aria-label': strings.shell.cancel }}
      >
        <form
          onSubmit={(event) => {
            event.preventDefault();
            begin(true);
          }}
        >
          <Stack>
            <Text size="sm">{words.forceBody}</Text>
            <Textarea
              label={words.forceReason}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
              maxLength={2_000}
              autosize
              minRows={2}
              data-autofocus
              required
            />
            {switching.isError && <ErrorNotice error={switching.error} />}
            <Group justify="flex-end">
              <Button variant="default" onClick={asking.close}>
                {strings.shell.cancel}
              </Button>
              <Button type="submit" loading={switching.isPending} disabled={reason.trim() === ''}>
                {words.force}
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  );
}
