import { modals } from '@mantine/modals';
import { ApiError } from '../api/api-error.js';
import { strings } from '../strings/index.js';
import { ConfirmForm } from './confirm-form.js';

/** Ask the person to show that it is them. @throws ApiError `portal.not_confirmed` when they close the question. */
export function confirmIdentity(): Promise<void> {
  return new Promise((resolve, reject) => {
    let isDone = false;
    const id = modals.open({
      title: strings.account.confirmTitle,
      closeButtonProps: { 'aria-label': strings.people.cancel },
      onClose: () => {
        if (!isDone) reject(new ApiError(0, 'portal.not_confirmed', strings.account.confirmGivenUp));
      },
      children: (
        <ConfirmForm
          onDone={() => {
            isDone = true;
            modals.close(id);
            resolve();
          }}
        />
      ),
    });
  });
}
