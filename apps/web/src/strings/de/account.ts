import type { Strings } from '../en/index.js';
import { counted } from './wording.js';

export const account: Strings['account'] = {
  title: 'Konto',
  lead: 'Wie Sie sich anmelden und wo Sie angemeldet sind.',
  factorNeeded: 'Ihre Rolle verlangt einen zweiten Faktor',
  factorNeededHint:
    'Richten Sie unten eine Authenticator-App oder einen Passkey ein. Bis dahin bleibt alles andere geschlossen.',
  continue: 'Weiter zu Chancery',
  login: 'Anmeldename',
  noLogin:
    'Sie haben noch keinen Anmeldenamen, ein Passwort wäre daher nutzlos. Bitten Sie die Administration um einen.',
  passwordTitle: 'Passwort',
  passwordSet: (when) => `Zuletzt geändert: ${when}.`,
  passwordNone: 'Sie haben keines: Sie melden sich mit Links, Passkeys oder über Ihre Organisation an.',
  passwordRules:
    'Mindestens 12 Zeichen; einige Wörter ohne Zusammenhang eignen sich gut. Ziffern oder Sonderzeichen sind nicht nötig.',
  newPassword: 'Neues Passwort',
  again: 'Neues Passwort wiederholen',
  notTheSame: 'Die beiden Eingaben stimmen nicht überein.',
  savePassword: 'Passwort setzen',
  passwordSaved: (ended) =>
    `Das Passwort ist gesetzt. ${counted(ended, 'andere Sitzung wurde', 'andere Sitzungen wurden')} beendet.`,
  appTitle: 'Authenticator-App',
  appHas: 'Eingerichtet. Nach Passwort oder Link wird ihr Code abgefragt.',
  appNone: 'Eine App auf Ihrem Telefon, die alle dreißig Sekunden einen neuen Code anzeigt.',
  appBegin: 'App einrichten',
  appScan:
    'Scannen Sie dies mit der App oder geben Sie den Schlüssel ein. Geben Sie dann den Code ein, den sie anzeigt.',
  appPicture: 'QR-Code mit dem Schlüssel für Ihre Authenticator-App',
  appKey: 'Schlüssel',
  appCode: 'Code aus der App',
  appConfirm: 'Bestätigen',
  appDone: 'Die Authenticator-App ist eingerichtet.',
  remove: 'Entfernen',
  removed: 'Entfernt.',
  removeAppTitle: 'Authenticator-App entfernen?',
  removePasskeyTitle: 'Diesen Passkey entfernen?',
  removeHint:
    'Eine Anmeldung ist damit nicht mehr möglich. War es der letzte Faktor, entfallen auch die Wiederherstellungscodes.',
  passkeysTitle: 'Passkeys',
  passkeysNone:
    'Anmelden mit Fingerabdruck, Gesicht oder PIN statt mit Passwort. Ein Passkey lässt sich weder erraten noch bei uns stehlen noch anderswo verwenden.',
  passkeyAdd: 'Passkey hinzufügen',
  passkeyName: 'Name zur Unterscheidung',
  passkeyDefault: 'Dieses Gerät',
  passkeyDone: 'Der Passkey ist hinzugefügt.',
  passkeysAt: (address) => `Passkeys setzen voraus, dass dieses Portal unter ${address} aufgerufen wird.`,
  passkeysNever:
    'Passkeys setzen voraus, dass dieses Portal unter einem Hostnamen über https erreichbar ist. Bitten Sie die Betreuung des Systems, PUBLIC_URL zu setzen.',
  passkeyUsed: (when) => `Zuletzt verwendet: ${when}`,
  passkeyUnused: 'Nie verwendet',
  providerTitle: 'Anmeldung Ihrer Organisation',
  providerNone:
    'Verknüpfen Sie dieses Konto mit Ihrer Kennung beim Identitätsanbieter Ihrer Organisation, um sich dort anzumelden.',
  providerLink: 'Verknüpfen',
  removeProviderTitle: 'Verknüpfung aufheben?',
  removeProviderHint: 'Eine Anmeldung dort führt dann nicht mehr zu diesem Konto.',
  codesTitle: 'Wiederherstellungscodes',
  codesLeft: (left) => `${counted(left, 'Code', 'Codes')} übrig. Jeder ersetzt Ihren zweiten Faktor ein einziges Mal.`,
  codesNone: 'Sie erhalten sie mit der ersten Authenticator-App oder dem ersten Passkey.',
  codesRenew: 'Neue Codes erzeugen',
  codesShown: 'Bewahren Sie diese Codes auf',
  codesShownHint:
    'Drucken Sie sie aus oder legen Sie sie in einen Passwortmanager. Sie werden nur dieses eine Mal angezeigt; jeder gilt einmal. Ältere sind ungültig.',
  codesCopy: 'Alle kopieren',
  codesCopied: 'Kopiert',
  codesKept: 'Ich habe sie aufbewahrt',
  sessionsTitle: 'Wo Sie angemeldet sind',
  keysTitle: 'Ihre Schlüssel',
  confirmTitle: 'Bestätigen Sie Ihre Identität',
  confirmHint: 'Dies ändert, wer was darf, und Ihre Anmeldung liegt schon eine Weile zurück.',
  confirmPassword: 'Passwort',
  confirmCode: 'Code Ihrer App oder ein Wiederherstellungscode',
  confirmPasskey: 'Passkey verwenden',
  confirmSend: 'Bestätigen',
  confirmNone:
    'Sie haben hier weder Passwort noch App noch Passkey. Melden Sie sich ab und mit einem neuen Link wieder an.',
  confirmGivenUp: 'Es wurde nichts geändert, weil Ihre Identität nicht bestätigt wurde.',
};
