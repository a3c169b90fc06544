import { quotedLines, type Sentences, word } from '../sentences.js';
import { decisions } from './decisions.js';
import { searchIndex } from './search-index.js';
import { toldOfModels } from './told-of-models.js';
import { toldOfReading } from './told-of-reading.js';
import { toldOfSources } from './told-of-sources.js';
import { number } from './wording.js';

const quoted = (name: string): string => `„${name}“`;
const list = (lines: string): string => quotedLines(lines, quoted, ', ');

const HELD: Readonly<Record<string, string>> = {
  document: 'dieses Dokument',
  vanished_document: 'dieses Dokument, das in der Datenquelle fehlt,',
  collection: 'diese Sammlung oder etwas darin',
  person: 'was diese Person gefragt und gesagt hat',
  records: 'einen dieser Nachweise',
  decisions: 'eine dieser Entscheidungen',
};

const LACKING = {
  choice: 'die Angabe, was gewählt wurde',
  reason: 'die Begründung',
  'choice reason': 'die Angabe, was gewählt wurde, und die Begründung',
};

const WEAK = {
  short: (limit = 12) =>
    `Ein Passwort hat mindestens ${limit} Zeichen. Ein paar Wörter hintereinander eignen sich gut.`,
  long: (limit = 256) => `Ein Passwort hat höchstens ${limit} Zeichen.`,
  common: () => 'Dieses Passwort besteht aus Wörtern, die zuerst versucht werden. Wählen Sie ein anderes.',
  repetitive: () =>
    'Dieses Passwort wiederholt nur ein Zeichen, ein Stück oder eine Tastenreihe. Wählen Sie ein anderes.',
  personal: () => 'Dieses Passwort besteht aus Ihrem eigenen Namen oder Ihrer Adresse. Wählen Sie ein anderes.',
};

const UNFIT = {
  missing: () => 'fehlt',
  wrong_type: () => 'ist von falscher Art',
  too_short: (limit: number) => `ist zu kurz: mindestens ${number(limit)}`,
  too_long: (limit: number) => `ist zu lang: höchstens ${number(limit)}`,
  too_small: (limit: number) => `ist zu klein: mindestens ${number(limit)}`,
  too_big: (limit: number) => `ist zu groß: höchstens ${number(limit)}`,
  unknown: () => 'ist hier nicht vorgesehen',
  unfit: () => 'passt so nicht',
  unstorable: () => 'enthält Zeichen, die kein Text sind',
  no_file: () => 'fehlt',
  broken_off: () => 'brach ab',
  other: () => 'passt so nicht',
};

const WITHOUT_FIELD: Readonly<Record<string, string>> = {
  unstorable:
    'Der Text enthält Zeichen, die sich nicht speichern lassen. Nehmen Sie sie heraus und senden Sie den Rest.',
  no_file: 'Senden Sie mindestens eine Datei.',
  broken_off: 'Das Hochladen brach ab. Nichts wurde behalten; senden Sie die Datei noch einmal.',
};

/** Sentences that name something. */
export const told: Sentences = {
  ...toldOfModels,
  ...toldOfReading,
  ...toldOfSources,
  'answer.partial': ({ questions }) =>
    `Zu einem Teil der Frage wurde nichts gefunden, was nah genug ist; die Antwort lässt ihn aus: ${list(questions)}.`,
  'answer.citation_dropped': ({ count }) =>
    `Belege, die nicht zum gespeicherten Text passten und weggelassen wurden: ${number(count)}.`,
  'answer.instructions_in_source': ({ titles }) =>
    `Hier steht Text, der sich wie eine Anweisung an ein Sprachmodell liest; er wurde als Inhalt behandelt: ${list(titles)}.`,
  'answer.unsupported_sentences': ({ count, of }) =>
    `Sätze, die keine Textstelle stützt: ${number(count)} von ${number(of)}.`,
  'answer.superseded_sources': ({ titles }) =>
    `Die Antwort zitiert Text, der so nicht mehr gilt: ${list(titles)}. Öffnen Sie die Quelle, um zu sehen, was jetzt gilt.`,
  'answer.partly_read_sources': ({ titles }) =>
    `Die Antwort zitiert Dokumente, von denen ein Teil des Textes fehlt: ${list(titles)}.`,
  'answer.unsure_recognition': ({ titles }) =>
    `Die Antwort zitiert Seiten, bei denen die Zeichenerkennung unsicher war: ${list(titles)}. Vergleichen Sie mit dem Original.`,

  'search.bad_operator': ({ written, problem, field, allowed = '' }) =>
    ({
      date: `${quoted(written)} nennt kein Datum. So geht es, von Jahr bis Tag: ${field}:2024, ${field}:2024-03 oder ${field}:2024-03-15.`,
      type: `${quoted(written)} nennt keine Art von Dokument, die gelesen wird. Schreiben Sie type: und eines von ${allowed}.`,
      language: `${quoted(written)} nennt keine Sprache. Schreiben Sie ein Kürzel wie language:de, oder den englischen Namen.`,
      word: `${quoted(written)} enthält kein Wort, nach dem sich suchen lässt. Nehmen Sie ein weniger häufiges.`,
    })[problem],
  'search.phrase_too_common': ({ phrase }) =>
    `Die Wendung ${quoted(phrase)} besteht nur aus Wörtern, die fast überall vorkommen. Ergänzen Sie ein selteneres.`,

  'limit.reached': ({ retryAfterS }) =>
    `Die Grenze dafür ist erreicht. Versuchen Sie es in ${number(retryAfterS)} Sekunden noch einmal.`,
  'password.weak': ({ weakness, limit }) => WEAK[weakness](limit),
  'request.invalid': ({ field, problem, limit = 0 }) =>
    field === undefined
      ? (WITHOUT_FIELD[problem] ??
        'Etwas an der Anfrage passt nicht. Laden Sie die Seite neu, und versuchen Sie es noch einmal.')
      : `Die Angabe ${quoted(field)} ${UNFIT[problem](limit)}.`,
  'request.too_large': ({ limitMb }) =>
    `Das ist größer als ${number(limitMb)} MB, mehr darf auf einmal nicht gesendet werden. Senden Sie weniger auf einmal.`,

  'hold.in_place': ({ on }) =>
    `Eine Aufbewahrungssperre schützt ${HELD[on]} vor dem Löschen. Aufheben darf sie, wer Sperren verwaltet.`,
  'record.erased': ({ certificate }) =>
    certificate === undefined
      ? 'Der Schlüssel dieses Nachweises ist weg, und niemand kann ihn mehr lesen. Holen Sie den Schlüssel aus einem Backup zurück.'
      : `Dieser Nachweis wurde unter der Bescheinigung ${certificate} gelöscht; sein Platz im Protokoll bleibt.`,
  'decision.erased': ({ certificate }) =>
    certificate === undefined
      ? 'Der Schlüssel dieser Entscheidung ist weg, und niemand kann sie mehr lesen. Holen Sie den Schlüssel aus einem Backup zurück.'
      : `Diese Entscheidung wurde unter der Bescheinigung ${certificate} gelöscht; die Plätze ihrer Schritte im Protokoll bleiben.`,
  'retention.too_short': ({ leastDays }) => `Nachweise werden mindestens ${number(leastDays)} Tage aufbewahrt.`,

  'decision.illegal_transition': ({ state, action, allowed }) => {
    const steps = allowed.split(' ').filter(Boolean);
    const instead =
      steps.length > 0
        ? `Möglich ist: ${steps.map((step) => quoted(word(decisions.actions, step))).join(', ')}.`
        : 'Danach kommt kein Schritt mehr.';
    return `Die Entscheidung hat den Stand ${quoted(word(decisions.states, state))}; ${quoted(word(decisions.actions, action))} geht nicht. ${instead}`;
  },
  'decision.incomplete': ({ lacks }) =>
    `Dem Entwurf fehlt noch ${LACKING[lacks]}. Bearbeiten Sie ihn, bevor Sie ihn vorschlagen.`,
  'decision.not_yours': ({ action, whose }) =>
    `Der Schritt ${quoted(word(decisions.actions, action))} steht nur ${
      whose === 'judges'
        ? 'der verantwortlichen Person und den Prüfenden'
        : 'der Person, die die Entscheidung angelegt hat, und der verantwortlichen'
    } zu.`,
  'decision.reviewers_too_few': ({ needed, named }) =>
    `Es sind ${number(needed)} Prüfende nötig, die die Entscheidung weder angelegt noch vorgeschlagen haben; genannt sind ${number(named)}. Nennen Sie zuerst weitere.`,

  'index.switch_refused': ({ why, untried, questions }) =>
    why === 'untried'
      ? `Von ${number(questions)} Prüffragen wurden ${number(untried)} noch nicht an beide Indizes gestellt. Vergleichen Sie sie zuerst.`
      : 'Die Prüffragen sprechen gegen das Umschalten: Der neue Index findet schlechter. Sehen Sie sich den Vergleich an, oder schalten Sie mit einer Begründung trotzdem um.',
  'index.generation_not_ready': ({ why, state = '' }) =>
    ({
      not_built: `Diese Generation des Index ist nicht fertig (${word(searchIndex.states, state)}); nur eine fertige kann verglichen werden oder dienen.`,
      serves: 'Diese Generation des Index dient gerade. Schalten Sie auf eine andere um, bevor Sie sie entfernen.',
      no_earlier: 'Es gibt keine frühere Generation, zu der es zurückginge. Bauen Sie eine neu auf.',
    })[why],
  'index.vector_mismatch': ({ length, dimensions }) =>
    length === dimensions
      ? 'Der Embedder liefert Vektoren, die keine Zahlen sind. Prüfen Sie das Modell.'
      : `Der Embedder liefert ${number(length)} Zahlen, und der Index fasst ${number(dimensions)}. Ein anderes Modell braucht einen neuen Index.`,
  'log.inconsistent': ({ size }) =>
    `Das Protokoll ist keine Fortsetzung dessen, was bei ${number(size)} Einträgen unterzeichnet wurde: Es wurde verändert, gekürzt oder aus einer alten Kopie zurückgeholt. Prüfen Sie es auf dem Server: chancery audit verify.`,
  'schedule.invalid': ({ written }) =>
    `${quoted(written)} ist kein Zeitplan. Geben Sie Minute, Stunde, Tag, Monat und Wochentag an, etwa 30 6 * * 1-5, und eine Zeitzone wie Europe/Berlin.`,
};
