import type { Span } from '#knowledge';
import { factsOf } from '../evidence/facts.js';

/** The name of a document in a question, of which a number is a part: "RFC 9110", "Licence-2.0", "the minutes of 12.03.2024". */
export interface DocumentName extends Span {
  /** Readings of the date that it is named by, as those of a fact; empty where it is named by none. */
  readonly dates: readonly string[];
}

const BODIES =
  'RFC|STD|BCP|ISO|IEC|IEEE|DIN|EN|BS|ANSI|NIST|SP|FIPS|ETSI|ITU|ASTM|JIS|VDI|VDE|UL|CEN|PEP|CVE|IFRS|IAS|NFPA|ASME|SOP';
/** "RFC 9110", "ISO/IEC 27001:2022", "DIN EN ISO 9001", "CVE-2024-3094". */
const STANDARD = new RegExp(
  `(?<![\\p{L}\\p{Nd}])(?:${BODIES})(?:[\\s/](?:${BODIES}|TS|TR|IEC))*[\\s-]?\\p{Nd}+(?:[-.:]\\p{Nd}+)*(?!\\p{L})`,
  'gu',
);
/** "Licence-2.0", "GPL-3", "Handbook_v1.4". */
const VERSIONED = /(?<![\p{L}\p{Nd}])\p{L}[\p{L}-]*[-_]v?\p{Nd}+(?:\.\p{Nd}+)*(?![\p{L}\p{Nd}])/gu;
/** "Minutes of" before a date. */
const DATED =
  /(?:minutes|protocol|report|letter|memo(?:randum)?|agenda|circular|notice|note|statement|invoice|offer|order|agreement|contract|amendment|decision|ruling|judge?ment|protokoll|bericht|schreiben|brief|rundschreiben|tagesordnung|rechnung|angebot|vertrag|nachtrag|beschluss|urteil|bescheid)\s(?:of|from|dated|for|vom|von|zum)(?: the)?\s$/iu;

/** The names of documents in a question that hold a number, in order. */
export function documentNames(question: string): DocumentName[] {
  const plain = [STANDARD, VERSIONED].flatMap((pattern) =>
    [...question.matchAll(pattern)].map(({ index, 0: name }) => ({
      ...{ start: index, end: index + name.length },
      dates: [],
    })),
  );
  const dated = factsOf(question)
    .filter(({ dates, start }) => dates.length > 0 && DATED.test(question.slice(0, start)))
    .map(({ start, end, dates }) => ({ start, end, dates }));
  return [...plain, ...dated].sort((a, b) => a.start - b.start);
}
