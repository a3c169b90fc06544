import type { ParticularsOf } from '#contracts';
import type { Sentences } from '../sentences.js';
import { number } from './wording.js';

type Why = ParticularsOf<'source.unreachable'>;

const WHY: Readonly<Record<Why['reason'], (why: Why) => string>> = {
  answered: ({ status = 0 }) => `サーバーの応答は${status}でした`,
  timed_out: ({ seconds = 0 }) => `${number(seconds)}秒以内に応答がありませんでした`,
  silent: () => 'サーバーが応答しませんでした',
  broke_off: () => '接続が途中で切れました',
  system: ({ word = '' }) => `システムのエラー${word}`,
  error: () => 'ストレージがエラーを返しました',
  start_page: ({ status, word }) => {
    const more = status ?? word;
    return `開始ページを読み取れませんでした${more === undefined ? '' : `（${more}）`}`;
  },
  robots: ({ status = 0 }) => `robots.txtを取得できませんでした（${status}）`,
  replaced: () => '読み取り中に別のフォルダーに置き換わりました',
  folder_closed: ({ word = '' }) => `フォルダーを開けません（${word}）`,
  git: () => 'Gitで読み取れませんでした',
  listing_cut: () => 'ストレージの一覧が途中で切れました',
  renumbered: () => 'メールボックスの番号が変わりました',
  not_given: () => 'メールサーバーが渡せません',
  gone: () => 'メッセージがなくなりました',
  moved_out: () => 'ファイルがフォルダーの外に移りました',
  no_file: () => '通常のファイルではなくなりました',
  changed: () => '読み取り中に変更されました',
  file_closed: ({ word = '' }) => `ファイルを開けません（${word}）`,
  name_not_utf8: () => '名前がUTF-8ではないため、変更が必要です',
  reading_broke_off: ({ word = '' }) => `読み取りが途中で切れました（${word}）`,
  lfs: () => 'Git LFSのファイルはリポジトリの外にあり、リポジトリには参照しかありません',
};

const PLACES = {
  folder: 'フォルダー',
  repository: 'リポジトリ',
  branch: 'ブランチ',
  default_branch: '既定のブランチ',
  bucket: 'バケット',
  mailbox: 'メールボックス',
};

const REDIRECTED = {
  outside: () => 'このデータソースの範囲の外に転送されます',
  often: (limit: number) => `転送が${number(limit)}回を超えます`,
  no_web_address: () => 'ウェブアドレスでないものに転送されます',
  with_password: () => 'パスワードを含むアドレスに転送されます',
};

/** What keeps a source, or a server outside, from being read. */
export const toldOfSources: Pick<Sentences, Extract<keyof Sentences, `${'source' | 'outbound'}.${string}`>> = {
  'source.unreachable': (why) => `データソースを読み取れませんでした：${WHY[why.reason](why)}。何も変更していません。`,
  'source.entry_unreadable': (why) => `取得できませんでした：${WHY[why.reason](why)}。次の実行でもう一度試します。`,
  'source.place_missing': ({ place, name }) =>
    `データソースに${PLACES[place]}${name === undefined ? '' : `「${name}」`}がありません。設定を確認してください。`,
  'source.program_missing': ({ program }) =>
    `この種類のデータソースに必要なプログラム「${program}」がサーバーにありません。`,
  'source.entry_too_large': ({ limitMb }) =>
    `ファイルがこのデータソースの上限の${number(limitMb)} MBを超えています。上限を上げるか、ファイルを分けてください。`,
  'source.partly_unseen': ({ places }) =>
    `データソースの${number(places)}か所を確認できなかったため（報告に記載）、何も削除していません。`,
  'source.cut_short': ({ limit, of }) =>
    `サイトが一回の実行の上限（${number(limit)}${of === 'mb' ? ' MB' : 'ページ'}）を超えるため、何も削除していません。データソースの上限を上げるか、より深いページから始めてください。`,
  'outbound.refused': ({ host }) =>
    `「${host}」は公開インターネットにないため、接続できません。社内のサーバーは、設定（PRIVATE_HOSTS）またはデータソースの非公開ホストに指定します。`,
  'outbound.unreachable': ({ host, word }) =>
    `「${host}」に接続できません（${word ?? '接続が途中で切れました'}）。名前、ポート、ネットワークを確認してください。`,
  'outbound.too_large': ({ limitMb }) => `サーバーの応答が上限の${number(limitMb)} MBを超えています。`,
  'outbound.bad_redirect': ({ where, limit = 0 }) =>
    `${REDIRECTED[where](limit)}。転送先のアドレスを指定してください。`,
};
