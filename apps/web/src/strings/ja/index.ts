/*
 * Japanese, です・ます in sentences and plain nouns on buttons; full-width punctuation; no space between figures and counters.
 * Terms, so that one thing has one name:
 *   document 文書 · revision 版（第3版） · collection コレクション · passage 箇所 · citation, quotation 引用
 *   source (of a citation) 出典 · source (kept in step with) データソース · matter 案件 · matter number 案件番号
 *   record 記録 · log ログ · log entry ログ項目 · checkpoint チェックポイント · proof 証明 · witness 立会者 · certificate 証明書
 *   wall 情報隔壁 · grant 閲覧許可 · denial 拒否 · hold 保全 · retention 保存期間 · disposal 廃棄 · removal 除去 · erasure 完全消去
 *   decision 決定 · approval 承認 · owner 作成者 · responsible 責任者 · precedent 先例 · suspended 利用停止
 *   index 索引 · golden question 検証用の質問 · feedback フィードバック · conversation 会話 · replay 再現
 *   administrator 管理者 · librarian 文書管理者 · reviewer 審査者 · reader 閲覧者 · auditor 監査者
 */
import { access } from './access.js';
import { account } from './account.js';
import { affected } from './affected.js';
import { ask } from './ask.js';
import { backups } from './backups.js';
import { conversations } from './conversations.js';
import { decisions } from './decisions.js';
import { errors } from './errors.js';
import { feedback } from './feedback.js';
import { forms } from './forms.js';
import { golden } from './golden.js';
import { language } from './language.js';
import { library } from './library.js';
import { log } from './log.js';
import { logFields } from './log-fields.js';
import { logKinds } from './log-kinds.js';
import { matters } from './matters.js';
import { messages } from './messages.js';
import { models } from './models.js';
import { people } from './people.js';
import { reading } from './reading.js';
import { records } from './records.js';
import { removals } from './removals.js';
import { search } from './search.js';
import { searchIndex } from './search-index.js';
import { selection } from './selection.js';
import { shell } from './shell.js';
import { signIn } from './sign-in.js';
import { source } from './source.js';
import { sources } from './sources.js';
import { stewardship } from './stewardship.js';
import { viewAs } from './view-as.js';
import type { Strings } from '../en/index.js';

export const japanese: Strings = {
  access,
  account,
  affected,
  ask,
  backups,
  conversations,
  decisions,
  errors,
  feedback,
  forms,
  golden,
  language,
  library,
  log,
  logFields,
  logKinds,
  matters,
  messages,
  models,
  people,
  reading,
  records,
  removals,
  search,
  searchIndex,
  selection,
  shell,
  signIn,
  source,
  sources,
  stewardship,
  viewAs,
};
