import { type Sentences, word } from '../sentences.js';
import { models } from './models.js';
import { number, size } from './wording.js';

const quoted = (name: string): string => `「${name}」`;
const named = (name?: string): string => (name === undefined ? '' : quoted(name));
const settingOf = (setting?: string): string => (setting === undefined ? '設定' : `設定の${setting}`);
const AGAIN = 'もう一度取得または取り込んでください。';

/** Models, and the keys of the vault. */
export const toldOfModels: Pick<Sentences, Extract<keyof Sentences, `${'model' | 'vault'}.${string}`>> = {
  'model.unavailable': ({ what, host = '', setting }) =>
    ({
      own: 'このサービスのモデルが応答しません。再起動中か、処理中です。少し待ってから、もう一度試してください。',
      server: `モデルサーバー${quoted(host)}が応答しません。動作しているかどうかと、${settingOf(setting)}を確認してください。`,
      download: `${quoted(host)}に接続できないか、接続が切れました。アドレスと接続を確認して、もう一度取得してください。途中から再開します。`,
    })[what],
  'model.key_refused': ({ host, why, setting }) =>
    why === 'refused'
      ? `モデルサーバー${quoted(host)}がAPIキーを受け付けません。${settingOf(setting)}を確認してください。`
      : `モデルサーバー${quoted(host)}がAPIキーを求めています。${settingOf(setting)}に指定してください。`,
  'model.not_found': ({ what, name }) =>
    ({
      model: `モデル${quoted(name)}はここにありません。「モデル」で一覧を確認してください。`,
      file: `${quoted(name)}にファイルがありません。アドレスを確認してください。`,
      catalogue: `カタログにモデル${quoted(name)}はありません。`,
      no_address: `カタログに${quoted(name)}のファイルのアドレスがありません。提供元で選び、そのアドレスを指定してください。`,
      kind: `${quoted(name)}は種類の異なるモデルで、この用途には使えません。別のモデルを選んでください。`,
      server: `モデルサーバー${quoted(name)}に、そのアドレスまたはモデルがありません。設定を確認してください。`,
    })[what],
  'model.corrupt': ({ why, name }) =>
    ({
      changed: `モデル${named(name)}を使えません。ファイルが記録されたものと異なります。${AGAIN}`,
      missing: `モデル${named(name)}を使えません。ファイルがありません。${AGAIN}`,
      unreadable: `モデル${named(name)}を使えません。ファイルを読み取れません。サービスに読み取りの権限を与えるか、ディスクを確認してください。`,
      not_read: `モデル${named(name)}を読み込めません。このバージョンのllama.cppでは扱えないファイルです。同じモデルの別のファイルを使ってください。`,
      not_gguf: '使用できるGGUFファイルではありません。llama.cppの形式のモデルを指定するか、もう一度取得してください。',
      not_expected: 'ファイルのSHA-256が指定と異なるため、保存しませんでした。',
    })[why],
  'model.name_taken': ({ name }) => `名前${quoted(name)}は別のファイルに使われています。別の名前を付けてください。`,
  'model.not_loaded': ({ name }) =>
    `モデル${quoted(name)}を読み込めません。メモリーが足りないようです。小さいモデルを使ってください。`,
  'model.architecture_unknown': ({ name }) =>
    `このモデルのアーキテクチャ${named(name)}は、このバージョンのllama.cppでは扱えません。Chanceryを更新するか、別のモデルを選んでください。`,
  'model.tokenizer_unknown': ({ name }) =>
    `このモデルのトークナイザー${named(name)}は、このバージョンのllama.cppでは扱えません。Chanceryを更新するか、同じモデルの別のファイルを選んでください。`,
  'model.not_quantizable': ({ why }) =>
    ({
      quantized:
        'このモデルの重みはすでに量子化されています。複製を作れるのは、重みがF32、F16、BF16のモデルです。そのようなファイルを選んでください。',
      type: 'このモデルの重みには、このバージョンのChanceryが扱えない形式が含まれます。Chanceryを更新するか、同じモデルのF16ファイルを選んでください。',
      nothing: 'このモデルには、Q8_0で小さくなる重みがありません。そのままお使いください。',
      numbers:
        'このモデルのファイルには、有限の数値ではない重みか、Q8_0には大きすぎる重みがあります。何も残していません。もう一度取得するか、別のファイルを選んでください。',
    })[why],
  'model.unsupported': ({ why }) =>
    ({
      no_use:
        'このファイルには、埋め込み、並べ替え、生成のいずれかに使える言語モデルがないか（プロジェクターまたは語彙のみの可能性）、トークナイザーがありません。別のファイルを選んでください。',
      no_name: 'モデルには名前が必要です。使えるのは英字、数字、「.」「_」「-」です。',
    })[why],
  'model.role_empty': ({ role, why, setting = '' }) =>
    why === 'no_server'
      ? `役割${quoted(word(models.roles, role))}のサーバーが指定されていません。サーバーの管理者がINFERENCE_URLまたは${setting}を設定します。`
      : `役割${quoted(word(models.roles, role))}にはモデルが設定されていません。「モデル」で設定するか、先にモデルを取得または取り込んでください。`,
  'model.context_exceeded': ({ promptTokens, contextTokens }) =>
    promptTokens === undefined || contextTokens === undefined
      ? '質問と箇所が、モデルの読める長さを超えています。箇所を減らしてください。'
      : `入力は${number(promptTokens)}トークンですが、このモデルが読めるのは${number(contextTokens)}トークンまでです。箇所を減らすか、短くしてください。`,
  'model.embedder_gone': ({ embedder }) =>
    `索引を作成した埋め込みモデル${quoted(embedder)}がもうありません。語だけで検索します。もう一度導入するか、索引を作り直してください。`,
  'model.request_failed': ({ why, host, status = 0 }) =>
    ({
      status: `モデルサーバー${named(host)}が拒否しました（${status}）。サーバーのログとアドレスを確認してください。`,
      sends_elsewhere: `モデルサーバー${named(host)}が転送しています（${status}）。転送先のアドレスを設定してください。`,
      odd: `モデルサーバー${named(host)}の応答を理解できません。モデルのサーバーかどうか確認してください。`,
      ended: `モデルサーバー${named(host)}が応答を途中で終えました。もう一度質問してください。`,
      no_address: 'GGUFファイルのhttp(s)アドレスを指定してください。',
      leads_nowhere: `${host === undefined ? 'アドレス' : quoted(host)}の転送先には接続できません。ファイルのアドレスを直接指定してください。`,
      schema: 'モデルは、求められた形式で応答できません。',
    })[why],
  'vault.key_unavailable': ({ why, key = '', file = '' }) =>
    ({
      gone: `この内容を暗号化した保管庫の鍵${quoted(key)}がありません。サーバーの管理者が、最新の鍵の後に戻します。`,
      file: `鍵ファイル${quoted(file)}がないか、読み取れません。サーバーの管理者が元に戻します。`,
      command: '保管庫の鍵を取得するコマンドが失敗しました。サーバーの管理者が手動で実行して原因を確認します。',
      form: '保管庫の鍵として、32バイトの鍵が得られません。サーバーの管理者が鍵の取得元を確認します。',
    })[why],

  'model.in_use': ({ name, as, roles = '', collections = 0 }) =>
    ({
      shipped: `${quoted(name)}はサービスの一部のため、除けません。`,
      roles: `${quoted(name)}は次の役割で使用中です：${roles
        .split(' ')
        .map((role) => word(models.roles, role))
        .join('、')}。先に別のモデルに切り替えてください。`,
      collections: `${quoted(name)}は${number(collections)}件のコレクションの回答に使われています。先に別の生成モデルを指定してください。`,
      index: `${quoted(name)}で作成した索引があります。先に別の埋め込みモデルで作成するか、その索引を除いてください。`,
    })[as],
  'model.disk_full': ({ freeBytes, needsBytes }) =>
    `モデルを置くディスクの空きは${size(freeBytes)}で、足りません${
      needsBytes === undefined ? '' : `（必要：${size(needsBytes)}）`
    }。空きを作ってから、もう一度試してください。`,
};
