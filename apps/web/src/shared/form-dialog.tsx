import { Button, Group, Stack } from '@mantine/core';
import type { ReactNode, SubmitEvent } from 'react';
import { strings } from '../strings/index.js';
import { Dialog } from './dialog.js';
import { ErrorNotice } from './error-notice.js';
import classes from './form-dialog.module.css';

interface Props {
  title: string;
  size?: 'lg' | 'xl';
  /** What the button says that sends it. */
  send: string;
  sendColor?: string;
  isSending: boolean;
  canSend?: boolean;
  /** Why it could not be sent, shown above the buttons. */
  error?: Error | null;
  /** Whether so much may have been written that a click beside the dialog does not close it. */
  isLong?: boolean;
  /** More buttons, at the other end of their line. */
  aside?: ReactNode;
  onSend: (event: SubmitEvent<HTMLFormElement>) => void;
  onClose: () => void;
  children: ReactNode;
}

/** A dialog that asks for something and sends it, by buttons that stay in sight however long it is. Fields say themselves what is wrong with them: the browser does not. */
export function FormDialog({ title, size, error = null, isLong = false, onSend, onClose, children, ...foot }: Props) {
  return (
    <Dialog
      onClose={onClose}
      {...(size && { size })}
      title={title}
      closeOnClickOutside={!isLong}
      classNames={{ content: classes.content ?? '' }}
      closeButtonProps={{ 'aria-label': strings.shell.cancel }}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          onSend(event);
        }}
      >
        <Stack>
          {children}
          <div className={classes.foot} data-long={isLong || undefined}>
            <Stack>
              {error && <ErrorNotice error={error} />}
              <Foot {...foot} onClose={onClose} />
            </Stack>
          </div>
        </Stack>
      </form>
    </Dialog>
  );
}

type FootProps = Pick<Props, 'send' | 'sendColor' | 'isSending' | 'canSend' | 'aside' | 'onClose'>;

function Foot({ send, sendColor, isSending, canSend = true, aside, onClose }: FootProps) {
  return (
    <Group justify={aside ? 'space-between' : 'flex-end'}>
      {aside}
      <Group>
        <Button variant="default" onClick={onClose}>
          {strings.shell.cancel}
        </Button>
        <Button type="submit" loading={isSending} disabled={!canSend} {...(sendColor && { color: sendColor })}>
          {send}
        </Button>
      </Group>
    </Group>
  );
}
