import type { Strings } from '../en/index.js';
import { number } from './wording.js';

export const forms: Strings['forms'] = {
  flaw: (issue) => {
    if (issue.code === 'too_small') return issue.minimum > 1 ? '短すぎるか、小さすぎます。' : '入力してください。';
    if (issue.code === 'too_big') return `長すぎるか、大きすぎます。上限は${number(Number(issue.maximum))}です。`;
    if (issue.code === 'invalid_type') return '入力してください。';
    return '形式が正しくありません。';
  },
};
