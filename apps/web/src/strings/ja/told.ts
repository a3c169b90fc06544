import { quotedLines, type Sentences, word } from '../sentences.js';
import { decisions } from './decisions.js';
import { searchIndex } from './search-index.js';
import { toldOfModels } from './told-of-models.js';
import { toldOfReading } from './told-of-reading.js';
import { toldOfSources } from './told-of-sources.js';
import { number } from './wording.js';

const quoted = (name: string): string => `「${name}」`;
const list = (lines: string): string => quotedLines(lines, quoted, '');

const HELD: Readonly<Record<string, string>> = {
  document: 'この文書',
  vanished_document: 'データソースからなくなったこの文書',
  collection: 'このコレクションまたはその一部',
  person: 'この人の質問と発言',
  records: 'これらの記録の一部',
  decisions: 'これらの決定の一部',
};

const LACKING = { choice: '選択した内容', reason: '理由', 'choice reason': '選択した内容と理由' };

const WEAK = {
  short: (limit = 12) => `パスワードは${limit}文字以上にしてください。いくつかの語を並べると十分です。`,
  long: (limit = 256) => `パスワードは${limit}文字以下にしてください。`,
  common: () => 'このパスワードは、最初に試される語でできています。別のものを選んでください。',
  repetitive: () => 'このパスワードは、同じ文字や並びの繰り返しです。別のものを選んでください。',
  personal: () => 'このパスワードは、ご自身の名前またはアドレスでできています。別のものを選んでください。',
};

const UNFIT = {
  missing: () => 'がありません',
  wrong_type: () => 'の種類が違います',
  too_short: (limit: number) => `が短すぎます（${number(limit)}以上）`,
  too_long: (limit: number) => `が長すぎます（${number(limit)}以下）`,
  too_small: (limit: number) => `が小さすぎます（${number(limit)}以上）`,
  too_big: (limit: number) => `が大きすぎます（${number(limit)}以下）`,
  unknown: () => 'は、ここでは使えません',
  unfit: () => 'が正しくありません',
  unstorable: () => 'に、文字でないものが含まれています',
  no_file: () => 'がありません',
  broken_off: () => 'が途中で切れました',
  other: () => 'が正しくありません',
};

const WITHOUT_FIELD: Readonly<Record<string, string>> = {
  unstorable: '保存できない文字が含まれています。取り除いてから送ってください。',
  no_file: 'ファイルを1つ以上送ってください。',
  broken_off: 'アップロードが途中で切れました。何も保存していません。もう一度送ってください。',
};

/** Sentences that name something. */
export const told: Sentences = {
  ...toldOfModels,
  ...toldOfReading,
  ...toldOfSources,
  'answer.partial': ({ questions }) =>
    `質問の一部については十分に近い記載がなく、回答から省きました：${list(questions)}。`,
  'answer.citation_dropped': ({ count }) => `保存された本文と一致しない引用を${number(count)}件除きました。`,
  'answer.instructions_in_source': ({ titles }) =>
    `次の文書に、言語モデルへの指示のような文章があります。内容としてのみ扱いました：${list(titles)}。`,
  'answer.unsupported_sentences': ({ count, of }) =>
    `${number(of)}文のうち${number(count)}文は、どの箇所でも裏付けられません。`,
  'answer.superseded_sources': ({ titles }) =>
    `引用した本文の一部は、もう現行のものではありません：${list(titles)}。出典を開いて現在の内容を確認してください。`,
  'answer.partly_read_sources': ({ titles }) => `引用した文書に、読み取れていない部分があります：${list(titles)}。`,
  'answer.unsure_recognition': ({ titles }) =>
    `引用したページの一部は、確信度の低い文字認識によるものです：${list(titles)}。原本と照合してください。`,

  'search.bad_operator': ({ written, problem, field, allowed = '' }) =>
    ({
      date: `${quoted(written)}は日付として読み取れません。次のように書きます：${field}:2024、${field}:2024-03、${field}:2024-03-15。`,
      type: `${quoted(written)}は読み取れる文書の種類ではありません。「type:」に続けて次のいずれかを書いてください：${allowed}。`,
      language: `${quoted(written)}は言語ではありません。language:deのような記号か、英語の言語名を書いてください。`,
      word: `${quoted(written)}には検索できる語がありません。あまり一般的でない語を使ってください。`,
    })[problem],
  'search.phrase_too_common': ({ phrase }) =>
    `語句${quoted(phrase)}は、ほとんどの文書にある語だけでできています。より珍しい語を加えてください。`,

  'limit.reached': ({ retryAfterS }) => `上限に達しました。${number(retryAfterS)}秒後にもう一度試してください。`,
  'password.weak': ({ weakness, limit }) => WEAK[weakness](limit),
  'request.invalid': ({ field, problem, limit = 0 }) =>
    field === undefined
      ? (WITHOUT_FIELD[problem] ?? '要求に正しくない部分があります。ページを読み込み直して、もう一度試してください。')
      : `項目${quoted(field)}${UNFIT[problem](limit)}。`,
  'request.too_large': ({ limitMb }) => `一度に送れるのは${number(limitMb)} MBまでです。分けて送ってください。`,

  'hold.in_place': ({ on }) =>
    `${HELD[on]}は保全の対象のため、削除できません。保全を解除できるのは、保全を管理する人です。`,
  'record.erased': ({ certificate }) =>
    certificate === undefined
      ? 'この記録の鍵がなく、誰にも読めません。バックアップから鍵を戻してください。'
      : `この記録は証明書${certificate}のもとで消去されました。ログ上の位置は残ります。`,
  'decision.erased': ({ certificate }) =>
    certificate === undefined
      ? 'この決定の鍵がなく、誰にも読めません。バックアップから鍵を戻してください。'
      : `この決定は証明書${certificate}のもとで消去されました。各手順のログ上の位置は残ります。`,
  'retention.too_short': ({ leastDays }) => `記録は${number(leastDays)}日以上保存します。`,

  'decision.illegal_transition': ({ state, action, allowed }) => {
    const steps = allowed.split(' ').filter(Boolean);
    const instead =
      steps.length > 0
        ? `行える操作：${steps.map((step) => quoted(word(decisions.actions, step))).join('')}。`
        : 'これ以上の操作はありません。';
    return `決定の状態は${quoted(word(decisions.states, state))}で、${quoted(word(decisions.actions, action))}は行えません。${instead}`;
  },
  'decision.incomplete': ({ lacks }) => `案に${LACKING[lacks]}がありません。提案の前に、案を編集してください。`,
  'decision.not_yours': ({ action, whose }) =>
    `${quoted(word(decisions.actions, action))}を行えるのは、${
      whose === 'judges' ? '責任者と審査者' : '作成者と責任者'
    }だけです。`,
  'decision.reviewers_too_few': ({ needed, named }) =>
    `作成も提案もしていない審査者が${number(needed)}人必要ですが、${number(named)}人しか指定されていません。先に追加してください。`,

  'index.switch_refused': ({ why, untried, questions }) =>
    why === 'untried'
      ? `検証用の質問${number(questions)}件のうち${number(untried)}件を、まだ両方の索引で試していません。先に比較してください。`
      : '検証用の質問の結果が下がるため、切り替えません。比較を確認するか、理由を添えて切り替えてください。',
  'index.generation_not_ready': ({ why, state = '' }) =>
    ({
      not_built: `この世代の索引は完成していません（${word(searchIndex.states, state)}）。比較と使用は、完成した索引でのみ行えます。`,
      serves: 'この世代の索引は使用中です。ほかの世代に切り替えてから除いてください。',
      no_earlier: '戻せる以前の世代がありません。新しく作成してください。',
    })[why],
  'index.vector_mismatch': ({ length, dimensions }) =>
    length === dimensions
      ? '埋め込みモデルのベクトルに、数値でないものがあります。モデルを確認してください。'
      : `埋め込みモデルのベクトルは${number(length)}次元で、索引は${number(dimensions)}次元です。別のモデルには新しい索引が必要です。`,
  'log.inconsistent': ({ size }) =>
    `ログが、${number(size)}件の時点で署名された内容の続きになっていません。変更されたか、途中で切られたか、古い複製から戻されました。サーバーで確認してください：chancery audit verify`,
  'schedule.invalid': ({ written }) =>
    `${quoted(written)}は予定として読み取れません。分、時、日、月、曜日（例：30 6 * * 1-5）と、Europe/Berlinのような時間帯を指定してください。`,
};
