import { Alert } from '@mantine/core';
import { strings } from '../strings/index.js';

/** The person closed the browser's question, or there was no fitting passkey: nothing to report to anybody. */
export const isDeclined = (error: unknown): boolean =>
  error instanceof Error && ['NotAllowedError', 'AbortError'].includes(error.name);

/** Says what else to try; for errors of which `isDeclined` is true. */
export function PasskeyDeclined() {
  return (
    <Alert color="gray" variant="light" role="alert">
      {strings.signIn.passkeyFailed}
    </Alert>
  );
}
