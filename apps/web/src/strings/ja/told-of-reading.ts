import { quotedLines, type Sentences } from '../sentences.js';
import { number } from './wording.js';

const quoted = (name: string): string => `「${name}」`;

const KINDS: Readonly<Record<string, string>> = {
  text: 'テキスト',
  binary: '形式の分からないバイナリ',
  ole: '古いMicrosoft Officeのファイル',
  other: '名前と異なる内容',
};
const kindOf = (kind: string): string => KINDS[kind] ?? `.${kind}の形式`;

const NAMES = {
  unicode: () => '正しいUnicodeではありません',
  control: () => '制御文字が含まれています',
  invisible: () => '見えない文字や、書字方向を変える文字が含まれています',
  outside: () => 'フォルダーの外を指しています（..）',
  absolute: () => '絶対パスです',
  empty: () => '空です',
  long: (limit: number) => `${number(limit)}文字を超えています`,
};

const MANY: Readonly<Record<string, string>> = {
  pages: 'ページ数',
  slides: 'スライド数',
  sheets: 'シート数',
  messages: 'メッセージ数',
  'filled cells': '値のあるセル数',
  'paragraphs and rows': '段落と行の数',
  pixels: '画素数',
  'parts inside': '内部の部品数',
  characters: '文字数',
  'characters in entities': '実体参照の文字数',
  'bytes once unpacked': '展開後のバイト数',
  'runs of text on a page': '1ページの文字列数',
  'fields and remarks on a page': '1ページの入力欄と注釈の数',
  elements: '要素数',
  'elements with words': '文字のある要素数',
  'nested elements': '要素の入れ子の深さ',
  'nested groups': 'グループの入れ子の深さ',
  'nested values': '値の入れ子の深さ',
};

/** Why a file inside another was not read. */
const REASONS: Readonly<Record<string, string>> = {
  damaged: '破損しています',
  link: 'リンクです',
  foreign_object: 'ほかのプログラムのオブジェクトです',
  too_deep: '入れ子が深すぎます',
  'document.bad_name': 'パスが長すぎます',
  'document.cannot_unlock': 'ここでは開けない方法で保護されています',
  'document.empty': '文字がありません',
  'document.encrypted': 'パスワードで保護されています',
  'document.unsupported_type': '読み取れない形式です',
  'document.wrong_extension': '拡張子と内容の形式が異なります',
  'document.wrong_password': '指定されたものとは別のパスワードで保護されています',
};
const because = (reason = ''): string => (REASONS[reason] === undefined ? '' : `（${REASONS[reason]}）`);

type OfReading = Extract<
  keyof Sentences,
  `${'document' | 'archive' | 'parse' | 'page' | 'ocr' | 'image' | 'text' | 'encoding' | 'table' | 'sheet' | 'formula' | 'part' | 'docx' | 'attachment' | 'member' | 'notes'}.${string}`
>;

/** What keeps a file from being read, and what was noted of one that was. */
export const toldOfReading: Pick<Sentences, OfReading> = {
  'document.bad_name': ({ problem, limit = 0 }) =>
    `このファイル名は使えません：${NAMES[problem](limit)}。名前を変えて送ってください。`,
  'document.too_large': ({ limitMb }) =>
    `ファイルが${number(limitMb)} MBを超えています。これが上限です。分割してください。`,
  'document.unsupported_type': ({ kind }) =>
    `ファイルは${kindOf(kind)}で、このサービスでは読み取れません。PDF、OfficeやOpenDocumentの形式、Markdown、HTML、テキストのいずれかで保存して送ってください。`,
  'document.wrong_extension': ({ extension, kind, renameTo }) =>
    `ファイルの拡張子は.${extension}ですが、内容は${kindOf(kind)}です。${
      renameTo === undefined
        ? '正しいファイルを送るか、元のプログラムで保存し直してください。'
        : `拡張子を.${renameTo}に変えて送ってください。`
    }`,
  'document.corrupt': ({ detail }) =>
    `ファイルを読み取れません（${detail}）。元のプログラムで保存し直して送ってください。`,
  'document.no_text': ({ pages, recognition }) =>
    recognition === 'missing'
      ? `${number(pages)}ページのいずれにも文字がありません。スキャンした文書と思われますが、サーバーに文字認識（tesseract-ocr）がありません。`
      : `${number(pages)}ページのいずれにも文字がなく、文字認識でも語が見つかりません。スキャンの向きと鮮明さを確認してください。`,
  'document.too_complex': ({ limit, of }) =>
    `文書がこのサービスの上限を超えています（${MANY[of] ?? of}：${number(limit)}まで）。小さなファイルに分けてください。`,
  'archive.too_many_members': ({ limit, of }) =>
    of === 'kept'
      ? `アーカイブから${number(limit)}を超えるファイルが出ます。これが上限です。小さく分けて送ってください。`
      : `アーカイブのファイルが${number(limit)}を超えています。これが上限です。小さく分けて送ってください。`,
  'archive.too_large': ({ limitMb }) =>
    `アーカイブは展開すると${number(limitMb)} MBを超えます。これが上限です。小さく分けて送ってください。`,
  'archive.ratio': ({ limit }) =>
    `展開すると元の${number(limit)}倍を超えます。有害なファイルに見られる特徴です。必要なファイルだけを送ってください。`,
  'archive.too_deep': ({ limit }) =>
    `アーカイブの入れ子が${number(limit)}段を超えています。展開して中身を送ってください。`,
  'archive.nothing_read': ({ files, first, reason }) =>
    files === 0
      ? 'アーカイブにファイルがありません。'
      : `アーカイブの${number(files)}件のファイルは、いずれも読み取れません。${
          first === undefined ? '' : `最初のファイル：${quoted(first)}${because(reason)}。`
        }`,
  'parse.timeout': ({ limitS }) =>
    `読み取りが${number(limitS)}秒を超えたため中止しました。小さなファイルに分けてください。`,
  'parse.memory_limit': ({ limitMb }) =>
    `読み取りに${number(limitMb)} MBを超えるメモリーが必要なため中止しました。小さなファイルに分けてください。`,

  'page.running_lines': ({ lines, more }) =>
    `ページのヘッダー、フッター、ページ番号を本文から除きました：${quotedLines(lines, quoted, '')}${
      more > 0 ? `、ほか${number(more)}件` : ''
    }。`,
  'ocr.page': ({ confidence }) => `文字認識で読み取りました。信頼度${number(confidence)} %。`,
  'ocr.low_confidence': ({ confidence }) =>
    `文字認識で読み取りました。信頼度${number(confidence)} %。誤りがあり得るため、原本と照合してください。`,
  'image.skipped': ({ count, isDescribed }) =>
    isDescribed === 'yes'
      ? `画像${number(count)}点は、説明だけを読み取りました。`
      : `画像${number(count)}点を読み取っていません。`,
  'text.hidden': ({ count }) => `隠された文字列${number(count)}件を除きました。`,
  'encoding.guessed': ({ encoding }) =>
    `文字の符号化方式が示されていないため、${encoding}として読み取りました。文字が正しくない場合は、UTF-8で保存し直してください。`,
  'table.quotes': ({ count, row }) =>
    `引用符の対応が取れない箇所が${number(count)}件あります（最初は${number(row)}行目）。セルがつながっている可能性があります。`,
  'sheet.cut': ({ rows, sheet }) => `シート${number(sheet)}は、最初の${number(rows)}行だけを読み取りました。`,
  'sheet.hidden_cells': ({ rows, columns, sheet }) =>
    `シート${number(sheet)}には非表示の行が${number(rows)}行、列が${number(columns)}列あります。ほかと同じように読み取りました。`,
  'formula.no_result': ({ count }) =>
    `結果が保存されていない数式${number(count)}件を読み取っていません。元のプログラムで保存し直して送ってください。`,
  'part.cut': ({ read, count }) =>
    `本の最初の${number(read)}部分だけを読み取りました。${number(count)}部分は読み取っていません。`,
  'docx.element_skipped': ({ detail }) => `ファイルの一部を省きました（${detail}）。`,
  'attachment.skipped': ({ name, reason }) =>
    reason === 'too_deep'
      ? `添付ファイル${name}は、メッセージやアーカイブの入れ子が深すぎるため、読み取っていません。`
      : `添付ファイル${name}は読み取っていません。単独の文書としてアップロードしてください。`,
  'member.not_read': ({ name, reason, count }) =>
    name === undefined
      ? `埋め込みオブジェクト${number(count ?? 1)}件を読み取っていません。`
      : `含まれるファイル${name}を読み取っていません${because(reason)}。`,
  'member.renamed': ({ name }) => `使えない名前のファイルが含まれていたため、${name}として保存しました。`,
  'member.place_taken': ({ name }) => `${name}は、同じ場所に別の文書があるため、ここからは読み取っていません。`,
  'notes.more': ({ count }) => `同じ種類の注記${number(count)}件を省きました。`,
};
