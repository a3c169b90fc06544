import { Modal } from '@mantine/core';
import type { ModalProps } from '@mantine/core';
import { useEffect, useState } from 'react';

/**
 * A modal dialog that is open for as long as it is there. What had the focus before gets it back when it goes; one of Mantine's
 * hands it back only where it is closed before it goes.
 */
export function Dialog(props: Omit<ModalProps, 'opened'>) {
  useFocusBack();
  return <Modal opened {...props} />;
}

function useFocusBack(): void {
  const [origin] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      if (document.activeElement === document.body && origin instanceof HTMLElement)
        origin.focus({ preventScroll: true });
    },
    [origin],
  );
}
