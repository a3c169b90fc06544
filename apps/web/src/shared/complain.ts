import { notifications } from '@mantine/notifications';
import { toApiError } from '../api/api-error.js';
import { said } from './said.js';
import { strings } from '../strings/index.js';

/** Tell of a change that failed, where the page has no place of its own to say so. */
export function complain(error: unknown): void {
  const failure = toApiError(error);
  const message = `${said(failure)} (${failure.code})`;
  notifications.show({ color: 'red', title: strings.errors.title, message, autoClose: false });
}
