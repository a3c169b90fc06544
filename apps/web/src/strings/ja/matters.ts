import type { Strings } from '../en/index.js';

export const matters: Strings['matters'] = {
  matter: '案件',
  none: '案件なし',
  uploadUnder: '入れる案件',
  uploadHint: '新しいファイルは、誰かが閲覧できるようになる前に、直ちにこの案件に入ります。',
  settled: (number) => (number === null ? '案件から外しました。' : `案件${number}に入れました。`),
  requires: '質問に案件番号を必須とする',
  requiresHint: 'このコレクション、またはすべてのコレクションへの質問は、案件番号がなければ受け付けません。',
  asked: (names) => `案件番号を入力してください。${names.join('、')}への質問には必須です。`,
};
