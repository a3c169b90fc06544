import type { CoverageGapView } from '#contracts';
import type { Strings } from '../en/index.js';
import { counted, documents, form, number } from './wording.js';

/** Stretches of pages that are spelled out. */
const SAID_RANGES = 6;

/** `Seite 3`, `Seiten 3–5 und 8`, `9 Seiten (1, 3, 5, …)`, `2 Seiten`. */
function pagesInWords({ pages, count }: CoverageGapView): string {
  if (pages.length === 0) return count === 1 ? 'eine Seite' : counted(count, 'Seite', 'Seiten');
  const ranges = pages.slice(0, SAID_RANGES).map(([first, last]) => (first === last ? `${first}` : `${first}–${last}`));
  if (pages.length > SAID_RANGES) return `${number(count)} Seiten (${ranges.join(', ')}, …)`;
  const list = ranges.length > 1 ? `${ranges.slice(0, -1).join(', ')} und ${ranges.at(-1)}` : ranges[0];
  return `${form(count, { one: 'Seite', other: 'Seiten' })} ${list}`;
}

function gapInWords(gap: CoverageGapView): string {
  const { code, count } = gap;
  const pages = (one: string, other: string) => `${pagesInWords(gap)} ${form(count, { one, other })}`;
  const things = (one: string, many: string, what = 'nicht gelesen') =>
    `${count === 1 ? `${one} wurde` : `${number(count)} ${many} wurden`} ${what}`;
  switch (code) {
    case 'page.no_text':
      return pages('enthält keinen Text', 'enthalten keinen Text');
    case 'page.garbled':
      return `${pages('enthält', 'enthalten')} Text in Schriften, die nicht angeben, welche Buchstaben sie zeigen`;
    case 'page.unreadable':
      return pages('ist beschädigt', 'sind beschädigt');
    case 'ocr.not_reached':
      return `${pages('ist ein Bild', 'sind Bilder')}, für das Erkennen reichte die Zeit nicht`;
    case 'sheet.cut':
      return things('ein Tabellenblatt', 'Tabellenblätter', 'nur bis zur Zeilengrenze gelesen');
    case 'formula.no_result':
      return things('eine Formel ohne gespeichertes Ergebnis', 'Formeln ohne gespeichertes Ergebnis');
    case 'part.missing':
      return count === 1 ? 'ein Teil fehlt in der Datei' : `${number(count)} Teile fehlen in der Datei`;
    case 'part.cut':
      return count === 1 ? 'ein Teil liegt jenseits der Grenze' : `${number(count)} Teile liegen jenseits der Grenze`;
    case 'member.not_read':
    case 'member.place_taken':
      return things('eine enthaltene Datei', 'enthaltene Dateien');
    case 'attachment.skipped':
      return things('ein Anhang', 'Anhänge');
    case 'comments.skipped':
    case 'docx.comments_skipped':
      return 'Kommentare wurden nicht gelesen';
    case 'image.skipped':
      return things('ein Bild', 'Bilder', 'nicht angesehen');
    case 'text.hidden':
      return things('ein verborgener Textabschnitt', 'verborgene Textabschnitte', 'ausgelassen');
    case 'chart.skipped':
      return things('ein Diagramm', 'Diagramme');
    default:
      return `${things('ein Teil', 'Teile')} (${code})`;
  }
}

export const reading: Strings['reading'] = {
  unlock: 'Passwort eingeben',
  unlockOne: (title) => `Passwort für ${title} eingeben`,
  unlockTitle: 'Geschütztes Dokument lesen',
  unlockLead: (fileName) =>
    `„${fileName}“ ist mit einem Passwort geschützt. Es wird für dieses eine Lesen verwendet und nirgends aufbewahrt.`,
  password: 'Passwort',
  passwordMissing: 'Geben Sie das Passwort ein.',
  unlockSubmit: 'Lesen',
  unlocking: 'Wird gelesen; ein langer Scan braucht ein bis zwei Minuten.',
  unlocked: (title) => `„${title}“ wurde gelesen.`,
  cancel: 'Abbrechen',

  coverage: 'Was gelesen wurde',
  partly: 'Teilweise gelesen',
  whole: 'Vollständig gelesen',
  pagesRead: (read, all) => `${number(read)} von ${counted(all, 'Seite', 'Seiten')} mit gelesenem Text`,
  gap: gapInWords,
  gaps: 'Nicht gelesen',
  recognised: 'Zeichenerkennung',
  recognisedPages: (pages, mean) => `${counted(pages, 'Seite', 'Seiten')}, im Mittel zu ${number(mean)} % sicher`,
  recognisedPage: (page, confidence) => `Seite ${page}: ${number(confidence)} %`,
  lowest: 'Am unsichersten',
  members: 'Enthaltene Dateien',
  membersRead: (n) => `aus ${counted(n, 'Datei wurde ein Dokument', 'Dateien wurden Dokumente')}`,
  notes: 'Anmerkungen zum Lesen',

  partlyDocuments: documents,
  partlyCount: (n) => `${number(n)} nur teilweise`,
};
