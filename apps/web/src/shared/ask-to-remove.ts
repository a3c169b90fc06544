import { strings } from '../strings/index.js';
import { askToConfirm } from './ask-to-confirm.js';

const words = strings.account;

/** Ask before something goes. The words that are left out are those for what an account signs in by. */
export const askToRemove = (
  title: string,
  onConfirm: () => void,
  hint: string = words.removeHint,
  label: string = words.remove,
) => askToConfirm({ title, body: hint, label, isLoss: true }, onConfirm);
