import type { Strings } from '../en/index.js';
import { number } from './wording.js';

export const errors: Strings['errors'] = {
  title: '問題が発生しました',
  unreachable:
    'サービスに接続できません。接続を確認し、もう一度試してください。それでもつながらない場合は、管理者が再起動できます（npm start）。',
  unreadable: 'サービスから届いた内容がJSONではありません。途中のプロキシが応答した可能性があります。',
  unexpected:
    'サービスからの応答を解釈できません。ページを再読み込みしてください。直らない場合は、ポータルとサービスの版が異なります。',
  streamEnded: '回答が終わる前に接続が切れました。確定したものはありません。もう一度質問してください。',
  status: (status) => `サービスがステータス${status}を返しました。`,
  sessionEnded: 'セッションが終了していたため、何も変更されていません。もう一度実行してください。',
  code: 'コード',
  correlation: '相関ID',
  retry: 'もう一度試す',
  retryIn: (seconds) => `${number(seconds)}秒後にもう一度試す`,
  wait: (seconds) => `${number(seconds)}秒後にサービスが再び受け付けます。`,
  page: 'この画面を表示できませんでした',
  notFound: 'このアドレスに画面はありません',
  notFoundHint: 'アドレスの入力誤りか、移動した可能性があります。',
  goToAsk: '質問の画面へ',
};
