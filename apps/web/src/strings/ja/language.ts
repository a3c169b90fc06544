import type { Strings } from '../en/index.js';

export const language: Strings['language'] = {
  locale: 'ja-JP',
  comma: '、',
  fonts: ['"Hiragino Sans"', '"Yu Gothic UI"', '"Yu Gothic"', 'Meiryo', '"Noto Sans CJK JP"', '"Noto Sans JP"'],
  quoted: (text) => `「${text}」`,
};
