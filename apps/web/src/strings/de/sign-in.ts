import type { Strings } from '../en/index.js';

export const signIn: Strings['signIn'] = {
  title: 'Anmelden',
  ended: 'Ihre Sitzung ist beendet. Melden Sie sich an, um an derselben Stelle weiterzumachen.',
  againTitle: 'Ihre Sitzung ist zu Ende',
  again: (name) =>
    `Was Sie gerade eingegeben haben, ist noch da, nur nicht zu sehen. Melden Sie sich als ${name} an, um weiterzumachen; für jeden anderen wird es verworfen.`,
  againByLink: 'Mit einem Einmal-Link',
  againByLinkHint:
    'Öffnen Sie ihn in einem anderen Tab dieses Browsers und kommen Sie dann hierher zurück. Auf der Maschine, auf der Chancery läuft:',
  againLeave: 'Verwerfen und verlassen',
  tagline: 'Befragen Sie Ihre eigenen Dokumente. Jede Antwort ist zitiert, belegt und nachgewiesen.',
  working: 'Sie werden angemeldet …',
  login: 'Anmeldename oder E-Mail-Adresse',
  password: 'Passwort',
  send: 'Anmelden',
  passkey: 'Mit einem Passkey anmelden',
  passkeysAt: (address) => `Passkeys funktionieren unter ${address}.`,
  or: 'oder',
  forgotten: 'Passwort vergessen?',
  forgottenHint:
    'Sie erhalten per E-Mail einen Link, der Sie einmal und innerhalb einer Stunde anmeldet. Setzen Sie danach ein neues Passwort. Ein zweiter Faktor wird wie immer verlangt.',
  forgottenLogin: 'Ihr Anmeldename',
  mailIt: 'Link zusenden',
  mailedTitle: 'Sehen Sie in Ihr Postfach',
  mailed:
    'Gibt es ein Konto dieses Namens mit einer E-Mail-Adresse, ist ein Link dorthin unterwegs. Kommt nichts an, wenden Sie sich an die Administration.',
  noAccount: 'Zum ersten Mal hier, oder ausgesperrt?',
  noAccountHint:
    'Die Administration kann Ihnen einen Einmal-Link senden: Er meldet Sie an, und Sie können ein Passwort oder einen Passkey einrichten. Auf der Maschine, auf der Chancery läuft:',
  command: 'npx chancery sign-in-link',
  copy: 'Befehl kopieren',
  copied: 'Kopiert',
  thenOpen: 'Öffnen Sie dann den ausgegebenen Link in diesem Browser.',
  spent: 'Dieser Link gilt nicht mehr',
  spentHint:
    'Ein Link meldet eine Person an, einmal und nur für kurze Zeit. Dieser wurde schon verwendet, ist abgelaufen oder wurde beim Kopieren abgeschnitten. Erzeugen Sie einen neuen:',
  failed: 'Die Anmeldung ist nicht gelungen',
  providerFailed: {
    'provider.no_account':
      'Ihre Organisation kennt Sie, aber kein Konto hier ist mit Ihnen verknüpft. Melden Sie sich auf andere Weise an und verknüpfen Sie es unter „Konto“, oder wenden Sie sich an die Administration.',
    'provider.unavailable':
      'Die Anmeldung Ihrer Organisation antwortet nicht. Versuchen Sie es später oder melden Sie sich auf andere Weise an.',
    'provider.identity_taken': 'Ihre dortige Kennung ist bereits mit einem anderen Konto verknüpft.',
    'auth.step_lost': 'Das hat zu lange gedauert oder wurde in einem anderen Browser begonnen. Beginnen Sie von vorn.',
    'auth.sign_in_refused': 'Mit diesem Konto ist keine Anmeldung möglich. Wenden Sie sich an die Administration.',
  },
  providerFailedOther:
    'Was die Anmeldung Ihrer Organisation zurückgesendet hat, wurde nicht angenommen. Beginnen Sie von vorn.',
  passkeyFailed:
    'Der Passkey wurde nicht verwendet. Nichts wurde gesendet; versuchen Sie es noch einmal, oder melden Sie sich auf andere Weise an.',
  secondFactor: 'Noch ein Schritt',
  secondFactorHint: 'Bestätigen Sie Ihre Identität mit etwas, das Sie besitzen.',
  code: 'Code Ihrer Authenticator-App oder ein Wiederherstellungscode',
  codeSend: 'Weiter',
  usePasskey: 'Passkey verwenden',
  startAgain: 'Von vorn beginnen',
};
