import type { Strings } from '../en/index.js';

export const backups: Strings['backups'] = {
  lead: 'バックアップには、ある時点のこのシステムのすべてが暗号化されて含まれます。作成と復元は、このマシン上で行います。',
  newest: '最新のバックアップ',
  none: 'バックアップはまだありません',
  noneSince: '復元後のバックアップはまだありません',
  restored: (backup, at) => `${at}にバックアップ${backup}から復元されました。`,
  noneHint: '設定 BACKUP_FOLDER で毎晩作成するか、コマンドラインで作成してください。',
  made: (when, size) => `${when}に作成、${size}`,
  verified: (when) => `${when}に完全であることを確認`,
  unverified: 'サービスによる確認はまだです',
  overdue: '古すぎます',
  failed: (when) => `${when}に失敗`,
  failedHint: 'ワーカーのログを確認し、手動で作成してください。',
  how: 'マシン上での操作',
  howTo: {
    make: 'サービスを動かしたまま作成する',
    verify: '全バイトを読み直す',
    restore: '空のフォルダーに復元する',
  },
  key: '保管庫の鍵はどのバックアップにも含まれず、鍵がなければ開けません。鍵の写しを別の場所に保管してください。',
};
