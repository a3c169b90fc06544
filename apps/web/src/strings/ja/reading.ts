import type { CoverageGapView } from '#contracts';
import type { Strings } from '../en/index.js';
import { documents, number } from './wording.js';

/** Stretches of pages that are spelled out. */
const SAID_RANGES = 6;

/** `3～5、8ページ`, `9ページ（1、3、5…）`; without numbers `2ページ分`. */
function pagesInWords({ pages, count }: CoverageGapView): string {
  if (pages.length === 0) return `${number(count)}ページ分`;
  const ranges = pages
    .slice(0, SAID_RANGES)
    .map(([first, last]) => (first === last ? `${first}` : `${first}～${last}`));
  return pages.length > SAID_RANGES
    ? `${number(count)}ページ分（${ranges.join('、')}…）`
    : `${ranges.join('、')}ページ`;
}

function gapInWords(gap: CoverageGapView): string {
  const { code, count } = gap;
  const n = number(count);
  switch (code) {
    case 'page.no_text':
      return `${pagesInWords(gap)}に文字がありません`;
    case 'page.garbled':
      return `${pagesInWords(gap)}は、文字の分からないフォントで書かれています`;
    case 'page.unreadable':
      return `${pagesInWords(gap)}が破損しています`;
    case 'ocr.not_reached':
      return `${pagesInWords(gap)}は画像で、時間内に認識できませんでした`;
    case 'sheet.cut':
      return `シート${n}枚は行数の上限までしか読み取っていません`;
    case 'formula.no_result':
      return `結果が保存されていない数式${n}件を読み取っていません`;
    case 'part.missing':
      return `ファイルに${n}箇所の欠落があります`;
    case 'part.cut':
      return `上限を超えた${n}箇所は読み取っていません`;
    case 'member.not_read':
    case 'member.place_taken':
      return `含まれるファイル${n}件を読み取っていません`;
    case 'attachment.skipped':
      return `添付ファイル${n}件を読み取っていません`;
    case 'comments.skipped':
    case 'docx.comments_skipped':
      return 'コメントは読み取っていません';
    case 'image.skipped':
      return `画像${n}件を確認していません`;
    case 'text.hidden':
      return `隠し文字${n}箇所を省きました`;
    case 'chart.skipped':
      return `グラフ${n}件を読み取っていません`;
    default:
      return `${n}箇所を読み取っていません（${code}）`;
  }
}

export const reading: Strings['reading'] = {
  unlock: 'パスワードを入力',
  unlockOne: (title) => `${title}のパスワードを入力`,
  unlockTitle: '保護された文書を読み取る',
  unlockLead: (fileName) =>
    `「${fileName}」はパスワードで保護されています。パスワードは今回の読み取りにだけ使い、どこにも保存しません。`,
  password: 'パスワード',
  passwordMissing: 'パスワードを入力してください。',
  unlockSubmit: '読み取る',
  unlocking: '読み取っています。長いスキャンには1～2分かかります。',
  unlocked: (title) => `「${title}」を読み取りました。`,
  cancel: 'キャンセル',

  coverage: '読み取った範囲',
  partly: '一部のみ読み取り',
  whole: 'すべて読み取り済み',
  pagesRead: (read, all) => `${number(all)}ページ中${number(read)}ページの文字を読み取りました`,
  gap: gapInWords,
  gaps: '読み取っていないもの',
  recognised: '文字認識',
  recognisedPages: (pages, mean) => `${number(pages)}ページ、平均の確信度${number(mean)}%`,
  recognisedPage: (page, confidence) => `${page}ページ：${number(confidence)}%`,
  lowest: '確信度の低いページ',
  members: '含まれるファイル',
  membersRead: (n) => `${number(n)}ファイルを文書として登録しました`,
  notes: '読み取りに関する注記',

  partlyDocuments: documents,
  partlyCount: (n) => `${number(n)}件は一部のみ`,
};
