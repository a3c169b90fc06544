import { strings } from '../strings/index.js';

type Control = keyof typeof strings.shell.pages;

/** Names the arrows of a `Pagination`, which has no words of its own. */
export const pageControls = (control: Control) => ({ 'aria-label': strings.shell.pages[control] });
