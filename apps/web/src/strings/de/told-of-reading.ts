import { quotedLines, type Sentences } from '../sentences.js';
import { number } from './wording.js';

const quoted = (name: string): string => `„${name}“`;

const KINDS: Readonly<Record<string, string>> = {
  text: 'reiner Text',
  binary: 'keine Textdatei und in keinem bekannten Format',
  ole: 'eine alte Datei von Microsoft Office',
  other: 'etwas anderes, als ihr Name sagt',
};
const kindOf = (kind: string): string => KINDS[kind] ?? `eine Datei der Art .${kind}`;

const NAMES = {
  unicode: () => 'ist kein gültiges Unicode',
  control: () => 'enthält Steuerzeichen',
  invisible: () => 'enthält unsichtbare Zeichen oder solche, die die Schreibrichtung ändern',
  outside: () => 'zeigt aus seinem Ordner hinaus (..)',
  absolute: () => 'ist ein absoluter Pfad',
  empty: () => 'ist leer',
  long: (limit: number) => `ist länger als ${number(limit)} Zeichen`,
};

const MANY: Readonly<Record<string, string>> = {
  pages: 'Seiten',
  slides: 'Folien',
  sheets: 'Blätter',
  messages: 'Nachrichten',
  'filled cells': 'gefüllte Zellen',
  'paragraphs and rows': 'Absätze und Zeilen',
  pixels: 'Bildpunkte',
  'parts inside': 'Teile im Innern',
  characters: 'Zeichen',
  'characters in entities': 'Zeichen in Entitäten',
  'bytes once unpacked': 'Bytes, wenn entpackt',
  'runs of text on a page': 'Textstücke auf einer Seite',
  'fields and remarks on a page': 'Felder und Anmerkungen auf einer Seite',
  elements: 'Elemente',
  'elements with words': 'Elemente mit Text',
  'nested elements': 'ineinander geschachtelte Elemente',
  'nested groups': 'ineinander geschachtelte Gruppen',
  'nested values': 'ineinander geschachtelte Werte',
};

/** Why a file inside another was not read. */
const REASONS: Readonly<Record<string, string>> = {
  damaged: 'sie ist beschädigt',
  link: 'sie ist ein Verweis',
  foreign_object: 'sie ist ein Objekt eines anderen Programms',
  too_deep: 'sie liegt tiefer, als hier geöffnet wird',
  'document.bad_name': 'ihr Pfad würde zu lang',
  'document.cannot_unlock': 'sie ist auf eine Weise geschützt, die hier nicht zu öffnen ist',
  'document.empty': 'sie enthält keinen Text',
  'document.encrypted': 'sie ist mit einem Passwort geschützt',
  'document.unsupported_type': 'ihr Format wird nicht gelesen',
  'document.wrong_extension': 'ihr Name verspricht ein anderes Format als ihr Inhalt',
  'document.wrong_password': 'sie hat ein anderes Passwort als das angegebene',
};
const because = (reason = ''): string => (REASONS[reason] === undefined ? '' : `: ${REASONS[reason]}`);

type OfReading = Extract<
  keyof Sentences,
  `${'document' | 'archive' | 'parse' | 'page' | 'ocr' | 'image' | 'text' | 'encoding' | 'table' | 'sheet' | 'formula' | 'part' | 'docx' | 'attachment' | 'member' | 'notes'}.${string}`
>;

/** What keeps a file from being read, and what was noted of one that was. */
export const toldOfReading: Pick<Sentences, OfReading> = {
  'document.bad_name': ({ problem, limit = 0 }) =>
    `Dieser Dateiname kann nicht verwendet werden: Er ${NAMES[problem](limit)}. Benennen Sie die Datei um und senden Sie sie noch einmal.`,
  'document.too_large': ({ limitMb }) =>
    `Die Datei ist größer als ${number(limitMb)} MB, mehr nimmt dieser Dienst nicht an. Teilen Sie sie.`,
  'document.unsupported_type': ({ kind }) =>
    `Die Datei ist ${kindOf(kind)}; das liest dieser Dienst nicht. Speichern Sie sie als PDF, in einem Format von Office oder OpenDocument, als Markdown, HTML oder reinen Text und senden Sie das.`,
  'document.wrong_extension': ({ extension, kind, renameTo }) =>
    `Die Datei heißt .${extension}, ist aber ${kindOf(kind)}. ${
      renameTo === undefined
        ? 'Senden Sie die gemeinte Datei, oder speichern Sie sie in ihrem Programm neu.'
        : `Benennen Sie sie so um, dass sie auf .${renameTo} endet, und senden Sie sie noch einmal.`
    }`,
  'document.corrupt': ({ detail }) =>
    `Die Datei kann nicht gelesen werden (${detail}). Speichern Sie sie in ihrem Programm neu und senden Sie die neue.`,
  'document.no_text': ({ pages, recognition }) =>
    recognition === 'missing'
      ? `Keine Seite enthält Text (Seiten: ${number(pages)}); das Dokument ist wohl ein Scan. Zeichenerkennung (tesseract-ocr) ist auf dem Server nicht installiert.`
      : `Keine Seite enthält Text (Seiten: ${number(pages)}), und auch die Zeichenerkennung fand keine Wörter. Prüfen Sie, ob der Scan aufrecht und scharf ist.`,
  'document.too_complex': ({ limit, of }) =>
    `Das Dokument überschreitet eine Grenze dieses Dienstes (${MANY[of] ?? of}: höchstens ${number(limit)}). Teilen Sie es in kleinere Dateien.`,
  'archive.too_many_members': ({ limit, of }) =>
    `Das Archiv ${of === 'kept' ? 'ergibt' : 'enthält'} mehr als ${number(limit)} Dateien; das ist hier die Grenze. Senden Sie es in mehreren kleineren.`,
  'archive.too_large': ({ limitMb }) =>
    `Das Archiv ist entpackt größer als ${number(limitMb)} MB; das ist hier die Grenze. Senden Sie es in mehreren kleineren.`,
  'archive.ratio': ({ limit }) =>
    `Das Archiv entpackt sich auf mehr als das ${number(limit)}-fache seiner Größe, wie es schädliche Dateien tun. Senden Sie die gemeinten Dateien einzeln.`,
  'archive.too_deep': ({ limit }) =>
    `Es liegt mehr als ${number(limit)} Archive tief; das ist hier die Grenze. Entpacken Sie es und senden Sie den Inhalt.`,
  'archive.nothing_read': ({ files, first, reason }) =>
    files === 0
      ? 'Das Archiv enthält keine Dateien.'
      : `Keine Datei des Archivs kann gelesen werden (Dateien: ${number(files)}).${
          first === undefined ? '' : ` Die erste ist ${quoted(first)}${because(reason)}.`
        }`,
  'parse.timeout': ({ limitS }) =>
    `Das Lesen dauerte länger als ${number(limitS)} Sekunden und wurde abgebrochen. Teilen Sie das Dokument in kleinere Dateien.`,
  'parse.memory_limit': ({ limitMb }) =>
    `Das Lesen brauchte mehr als ${number(limitMb)} MB Arbeitsspeicher und wurde abgebrochen. Teilen Sie das Dokument in kleinere Dateien.`,

  'page.running_lines': ({ lines, more }) =>
    `Kopf- und Fußzeilen und Seitenzahlen wurden aus dem Text weggelassen: ${quotedLines(lines, quoted, ', ')}${
      more > 0 ? ` und ${number(more)} weitere` : ''
    }.`,
  'ocr.page': ({ confidence }) => `Durch Zeichenerkennung gelesen, Konfidenz ${number(confidence)} %.`,
  'ocr.low_confidence': ({ confidence }) =>
    `Durch Zeichenerkennung gelesen, Konfidenz ${number(confidence)} %. Rechnen Sie mit falschen Zeichen; vergleichen Sie mit dem Original.`,
  'image.skipped': ({ count, isDescribed }) =>
    isDescribed === 'yes'
      ? `Bilder, von denen nur die Beschreibung gelesen wurde: ${number(count)}.`
      : `Nicht gelesene Bilder: ${number(count)}.`,
  'text.hidden': ({ count }) => `Weggelassene verborgene Textstellen: ${number(count)}.`,
  'encoding.guessed': ({ encoding }) =>
    `Die Datei sagt nicht, wie ihre Zeichen gespeichert sind; gelesen wurde sie als ${encoding}. Speichern Sie sie als UTF-8, wenn Buchstaben falsch aussehen.`,
  'table.quotes': ({ count, row }) =>
    `Anführungszeichen ohne Gegenstück: ${number(count)}, das erste in Zeile ${number(row)}; dort sind vielleicht Zellen verbunden.`,
  'sheet.cut': ({ rows, sheet }) => `Vom Blatt ${number(sheet)} wurden nur die ersten ${number(rows)} Zeilen gelesen.`,
  'sheet.hidden_cells': ({ rows, columns, sheet }) =>
    `Auf Blatt ${number(sheet)} sind Zeilen oder Spalten ausgeblendet (Zeilen: ${number(rows)}, Spalten: ${number(columns)}). Sie wurden wie die anderen gelesen.`,
  'formula.no_result': ({ count }) =>
    `Formeln ohne gespeichertes Ergebnis, die nicht gelesen wurden: ${number(count)}. Speichern Sie die Mappe in ihrem Programm neu und senden Sie sie noch einmal.`,
  'part.cut': ({ read, count }) =>
    `Nur die ersten ${number(read)} Teile des Buchs wurden gelesen, ${number(count)} weitere nicht.`,
  'docx.element_skipped': ({ detail }) => `Etwas in der Datei wurde ausgelassen (${detail}).`,
  'attachment.skipped': ({ name, reason }) =>
    reason === 'too_deep'
      ? `Der Anhang ${name} wurde nicht gelesen: Er liegt tiefer in anderen Nachrichten und Archiven, als hier geöffnet wird.`
      : `Der Anhang ${name} wurde nicht gelesen; laden Sie ihn als eigenes Dokument hoch.`,
  'member.not_read': ({ name, reason, count }) =>
    name === undefined
      ? `Nicht gelesene eingebettete Objekte: ${number(count ?? 1)}.`
      : `Die enthaltene Datei ${name} wurde nicht gelesen${because(reason)}.`,
  'member.renamed': ({ name }) => `Ein enthaltener Name war so nicht verwendbar; die Datei heißt hier ${name}.`,
  'member.place_taken': ({ name }) =>
    `${name} wurde von hier nicht gelesen: An diesem Platz liegt ein anderes Dokument.`,
  'notes.more': ({ count }) => `Weggelassene weitere Hinweise dieser Art: ${number(count)}.`,
};
