import type { MailLanguage } from '#contracts';

interface Text {
  readonly subject: string;
  readonly text: string;
}

const TEXTS: Readonly<Record<MailLanguage, (portal: string, link: string) => Text>> = {
  en: (portal, link) => ({
    subject: 'A link to sign in to Chancery',
    text: `Somebody, probably you, asked for a way to sign in at ${portal} without a password.

This link signs you in, once, within an hour. Then set a new password under “Account”:

${link}

If it was not you, do nothing: as long as nobody opens the link, nothing changes.
`,
  }),
  de: (portal, link) => ({
    subject: 'Ein Link zur Anmeldung bei Chancery',
    text: `Jemand, vermutlich Sie, möchte sich ohne Passwort unter ${portal} anmelden.

Dieser Link meldet Sie an, einmal und innerhalb einer Stunde. Setzen Sie danach unter „Konto“ ein neues Passwort:

${link}

Waren Sie es nicht, tun Sie nichts: Solange niemand den Link öffnet, ändert sich nichts.
`,
  }),
  ja: (portal, link) => ({
    subject: 'Chanceryへのサインイン用リンク',
    text: `${portal}へパスワードなしでサインインするための依頼がありました。

次のリンクで、1時間以内に一度だけサインインできます。その後「アカウント」で新しいパスワードを設定してください。

${link}

お心当たりがない場合は、何もしないでください。リンクを開かない限り、何も変わりません。
`,
  }),
};

/** What the mail with a link says. @param portal Where people reach it. */
export const mailedLinkText = (language: MailLanguage, portal: string, link: string): Text =>
  TEXTS[language](portal, link);
