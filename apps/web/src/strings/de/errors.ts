import type { Strings } from '../en/index.js';
import { counted, number } from './wording.js';

export const errors: Strings['errors'] = {
  title: 'Etwas ist schiefgegangen',
  unreachable:
    'Der Dienst ist nicht erreichbar. Prüfen Sie Ihre Verbindung, und versuchen Sie es noch einmal. Bleibt er weg, kann ihn, wer ihn betreibt, neu starten (npm start).',
  unreadable: 'Der Dienst hat etwas gesendet, das kein JSON ist. Vielleicht hat ein Proxy dazwischen geantwortet.',
  unexpected:
    'Der Dienst hat eine Antwort gesendet, die dieses Portal nicht versteht. Laden Sie die Seite neu; bleibt es dabei, sind Portal und Dienst nicht von derselben Version.',
  streamEnded:
    'Die Verbindung brach ab, bevor die Antwort fertig war. Nichts davon galt als endgültig; fragen Sie noch einmal.',
  status: (status) => `Der Dienst hat mit dem Status ${status} geantwortet.`,
  sessionEnded: 'Ihre Sitzung war zu Ende, deshalb ist nichts geschehen. Versuchen Sie es noch einmal.',
  code: 'Code',
  correlation: 'Kennung des Vorfalls',
  retry: 'Noch einmal versuchen',
  retryIn: (seconds) => `Noch einmal versuchen in ${number(seconds)} s`,
  wait: (seconds) => `In ${counted(seconds, 'Sekunde', 'Sekunden')} nimmt der Dienst es wieder an.`,
  page: 'Diese Seite konnte nicht angezeigt werden',
  notFound: 'Unter dieser Adresse gibt es keine Seite',
  notFoundHint: 'Vielleicht ist die Adresse vertippt, oder das Ziel ist umgezogen.',
  goToAsk: 'Zum Fragen',
};
