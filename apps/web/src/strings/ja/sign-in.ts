import type { Strings } from '../en/index.js';

export const signIn: Strings['signIn'] = {
  title: 'サインイン',
  ended: 'セッションが終了しました。サインインすると元の画面に戻ります。',
  againTitle: 'セッションが終了しました',
  again: (name) =>
    `入力中の内容は画面には出さずに保持しています。${name}としてサインインすると続けられます。ほかの人がサインインした場合は破棄されます。`,
  againByLink: 'ワンタイムリンクを使う',
  againByLinkHint:
    'このブラウザーの別のタブで開き、このタブに戻ってください。Chanceryが動いているマシンで次を実行します。',
  againLeave: '破棄して離れる',
  tagline: '組織の文書に質問できます。回答はすべて引用付きで、記録に残ります。',
  working: 'サインインしています…',
  login: 'サインイン名またはメールアドレス',
  password: 'パスワード',
  send: 'サインイン',
  passkey: 'パスキーでサインイン',
  passkeysAt: (address) => `パスキーは${address}で使えます。`,
  or: 'または',
  forgotten: 'パスワードを忘れた場合',
  forgottenHint:
    'メールで届くリンクで、1時間以内に一度だけサインインできます。その後、新しいパスワードを設定してください。二段階目の確認は通常どおり行われます。',
  forgottenLogin: 'お使いのサインイン名',
  mailIt: 'リンクをメールで受け取る',
  mailedTitle: 'メールを確認してください',
  mailed:
    'この名前のアカウントにメールアドレスが登録されていれば、リンクを送信しました。届かない場合は管理者に相談してください。',
  noAccount: '初めての方、サインインできない方',
  noAccountHint:
    '管理者からワンタイムリンクを受け取ると、サインインしてパスワードまたはパスキーを設定できます。Chanceryが動いている機器では、次を実行します。',
  command: 'npx chancery sign-in-link',
  copy: 'コマンドをコピー',
  copied: 'コピーしました',
  thenOpen: '表示されたリンクを、このブラウザーで開いてください。',
  spent: 'このリンクは使えません',
  spentHint:
    'リンクは一人が一度だけ、短い間に限り使えます。すでに使われたか、期限が切れたか、コピーの途中で切れています。新しいリンクを発行してください。',
  failed: 'サインインできませんでした',
  providerFailed: {
    'provider.no_account':
      '組織では確認できましたが、結び付いたアカウントがありません。別の方法でサインインして「アカウント」で結び付けるか、管理者に相談してください。',
    'provider.unavailable': '組織のサインインが応答しません。後でもう一度試すか、別の方法でサインインしてください。',
    'provider.identity_taken': 'そのIDはすでに別のアカウントに結び付いています。',
    'auth.step_lost': '時間がかかりすぎたか、別のブラウザーで始められました。最初からやり直してください。',
    'auth.sign_in_refused': 'このアカウントではサインインできません。管理者に相談してください。',
  },
  providerFailedOther: '組織のサインインから届いた内容を確認できませんでした。最初からやり直してください。',
  passkeyFailed:
    'パスキーは使われませんでした。何も送信していません。もう一度試すか、別の方法でサインインしてください。',
  secondFactor: 'もう一段階の確認',
  secondFactorHint: '手元にあるもので本人であることを示してください。',
  code: '認証アプリのコードまたは回復コード',
  codeSend: '続ける',
  usePasskey: 'パスキーを使う',
  startAgain: '最初からやり直す',
};
