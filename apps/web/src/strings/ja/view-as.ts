import type { Strings } from '../en/index.js';
import { documents } from './wording.js';

export const viewAs: Strings['viewAs'] = {
  begin: 'この人の目で見る',
  beginAs: (name) => `${name}の目で見る`,
  beginHint: '二人とも閲覧できるものだけを表示します。何も変わらず、30分後に自動的に終了します。',
  reason: '理由',
  reasonHint: '閲覧権限の報告に、二人の名前とともに表示されます。',
  needsReason: '理由を入力してください。',
  look: '見る',
  label: 'ほかの人の目で見ています',
  banner: (name, role) => `${name}（${role}）の目で見ています。`,
  hint: (until) =>
    `二人とも閲覧できるもの、つまりライブラリ、検索、引用される内容を表示します。何も変わらず、ログには二人の名前が残り、${until}に終了します。`,
  end: '終了',
  title: '引用される内容',
  lead: 'この人への回答が基づく引用です。本人の名前で質問することはなく、回答として記録することもありません。',
  question: 'この人の質問',
  show: '引用を表示',
  citations: '引用',
  none: '引用されるものはありません',
  documents: (n) => `${documents(n)}を閲覧できます。`,
  closedTitle: 'ほかの人の目で見ている間は表示できません',
  closedHint: '個人のもの、質問、変更を伴う操作は使えません。終了すると、自分の画面に戻ります。',
};
