import type { Strings } from '../en/index.js';

export const language: Strings['language'] = {
  locale: 'de-DE',
  comma: ', ',
  fonts: [],
  quoted: (text) => `„${text}“`,
};
