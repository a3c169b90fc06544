import type { Strings } from '../en/index.js';
import { documents, number } from './wording.js';

export const removals: Strings['removals'] = {
  title: '除去されたコレクション',
  remove: 'コレクションを除去',
  confirmTitle: 'このコレクションを除去しますか。',
  confirmBody: (name) =>
    `「${name}」とその文書は検索されなくなります。記録済みの回答の引用は残り、元に戻すこともできます。保全の対象の文書は残り、その場合はコレクションも残ります。`,
  cancel: '停止',
  cancelOne: (name) => `${name}の除去を停止`,
  restore: '元に戻す',
  restoreOne: (name) => `${name}を元に戻す`,
  hint: '除去されたコレクションは、一緒に除去された文書が完全消去されるまで、それらの文書とともに元に戻せます。',
  states: {
    removing: (name, done, total) => `「${name}」を除去しています：${documents(total)}のうち${number(done)}件`,
    removed: (name, done) => `「${name}」を${documents(done)}とともに除去しました。`,
    kept: (name, done, kept) =>
      `「${name}」の${documents(done)}を除去しました。${documents(kept)}は残す必要があるため、コレクションも残っています。`,
    cancelled: (name, done) => `停止しました：「${name}」の${documents(done)}は除去済みです。`,
    restoring: (name, done) => `「${name}」を元に戻しています：残り${documents(done)}`,
  },
};
