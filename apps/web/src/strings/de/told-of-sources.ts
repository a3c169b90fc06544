import type { ParticularsOf } from '#contracts';
import type { Sentences } from '../sentences.js';
import { number } from './wording.js';

type Why = ParticularsOf<'source.unreachable'>;

const WHY: Readonly<Record<Why['reason'], (why: Why) => string>> = {
  answered: ({ status = 0 }) => `der Server antwortete mit dem Status ${status}`,
  timed_out: ({ seconds = 0 }) => `sie hat binnen ${number(seconds)} Sekunden nicht geantwortet`,
  silent: () => 'der Server antwortete nicht',
  broke_off: () => 'die Verbindung brach ab',
  system: ({ word = '' }) => `das System meldet ${word}`,
  error: () => 'der Speicher antwortete mit einem Fehler',
  start_page: ({ status, word }) => {
    const more = status ?? word;
    return `keine Startseite war zu lesen${more === undefined ? '' : ` (${more})`}`;
  },
  robots: ({ status = 0 }) => `die robots.txt war nicht zu bekommen (${status})`,
  replaced: () => 'ein anderer Ordner trat beim Lesen an seine Stelle',
  folder_closed: ({ word = '' }) => `der Ordner lässt sich nicht öffnen (${word})`,
  git: () => 'Git konnte nicht lesen',
  listing_cut: () => 'der Speicher brach seine Liste ab',
  renumbered: () => 'das Postfach wurde inzwischen neu nummeriert',
  not_given: () => 'der Mailserver gibt es nicht heraus',
  gone: () => 'die Nachricht ist nicht mehr da',
  moved_out: () => 'die Datei liegt nicht mehr in dem Ordner',
  no_file: () => 'es ist keine gewöhnliche Datei mehr',
  changed: () => 'die Datei wurde währenddessen geändert',
  file_closed: ({ word = '' }) => `die Datei lässt sich nicht öffnen (${word})`,
  name_not_utf8: () => 'der Name ist dort nicht in UTF-8 geschrieben und muss geändert werden',
  reading_broke_off: ({ word = '' }) => `das Lesen brach ab (${word})`,
  lfs: () => 'Git LFS hält die Datei außerhalb des Repositorys, das nur auf sie verweist',
};

const PLACES = {
  folder: 'Den Ordner',
  repository: 'Das Repository',
  branch: 'Den Zweig',
  default_branch: 'Den voreingestellten Zweig',
  bucket: 'Den Bucket',
  mailbox: 'Das Postfach',
};

const REDIRECTED = {
  outside: () => 'aus dem hinaus, was diese Datenquelle umfasst',
  often: (limit: number) => `mehr als ${number(limit)}-mal`,
  no_web_address: () => 'auf etwas, das keine Webadresse ist',
  with_password: () => 'auf eine Adresse mit einem Passwort darin',
};

/** What keeps a source, or a server outside, from being read. */
export const toldOfSources: Pick<Sentences, Extract<keyof Sentences, `${'source' | 'outbound'}.${string}`>> = {
  'source.unreachable': (why) => `Die Datenquelle war nicht zu lesen: ${WHY[why.reason](why)}. Nichts wurde geändert.`,
  'source.entry_unreadable': (why) =>
    `Das war nicht zu holen: ${WHY[why.reason](why)}. Der nächste Lauf versucht es noch einmal.`,
  'source.place_missing': ({ place, name }) =>
    `${PLACES[place]}${name === undefined ? '' : ` „${name}“`} gibt es in der Datenquelle nicht. Prüfen Sie die Einstellungen.`,
  'source.program_missing': ({ program }) =>
    `Auf dem Server fehlt das Programm „${program}“, das diese Art von Datenquelle braucht.`,
  'source.entry_too_large': ({ limitMb }) =>
    `Die Datei ist größer als ${number(limitMb)} MB, die Grenze dieser Datenquelle. Erhöhen Sie die Grenze, oder teilen Sie die Datei.`,
  'source.partly_unseen': ({ places }) =>
    `Ein Teil der Datenquelle war nicht zu sehen (Stellen: ${number(places)}, der Bericht nennt sie); deshalb wurde nichts entfernt.`,
  'source.cut_short': ({ limit, of }) =>
    `Die Website hat mehr als die ${number(limit)} ${of === 'mb' ? 'MB' : 'Seiten'}, die ein Lauf ansieht; deshalb wurde nichts entfernt. Erhöhen Sie diese Grenze der Datenquelle, oder beginnen Sie tiefer in der Website.`,
  'outbound.refused': ({ host }) =>
    `Mit „${host}“ darf der Dienst sich nicht verbinden: Der Server liegt nicht im öffentlichen Internet. Eigene Server nennen die Einstellungen (PRIVATE_HOSTS) oder die privaten Server der Datenquelle.`,
  'outbound.unreachable': ({ host, word }) =>
    `„${host}“ ist nicht erreichbar (${word ?? 'die Verbindung brach ab'}). Prüfen Sie Name, Port und Netz.`,
  'outbound.too_large': ({ limitMb }) =>
    `Die Antwort des Servers ist größer als ${number(limitMb)} MB; mehr wird nicht angenommen.`,
  'outbound.bad_redirect': ({ where, limit = 0 }) =>
    `Der Server leitet weiter, ${REDIRECTED[where](limit)}. Geben Sie die Adresse an, zu der er führt.`,
};
