import { strings } from '../strings/index.js';

/** A conversation without a title has had no answer yet. */
export const titleOf = ({ title }: { title: string }): string =>
  title === '' ? strings.conversations.untitled : title;
