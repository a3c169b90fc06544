import { SaxesParser } from 'saxes';
import { KnowledgeError } from '#knowledge';
import { DocumentCorrupt, DocumentTooComplex } from './parse-errors.js';

/** Elements within each other, at most: whoever reads XML goes down a stack. */
export const DEEPEST = 2_000;
/** The same for Word documents, whose reader needs more of it for each. */
export const DEEPEST_OF_WORD = 1_000;
const MOST_ELEMENTS = 20_000_000;

/** What a reader of XML is told, in document order. Names are local: without their prefix. */
export interface XmlListener {
  open?(name: string, attribute: (name: string) => string | null, attributes: Readonly<Record<string, string>>): void;
  close?(name: string): void;
  text?(text: string): void;
}

/**
 * Read an XML text. Of entities, the five of XML, signs by their usual names and those that the file itself gives a short plain text
 * are resolved; others never are, so neither files nor bombs come in through them.
 * @param format What the file is called in a refusal.
 * @throws DocumentCorrupt, DocumentTooComplex
 */
export function readXml(xml: string, format: string, listener: XmlListener): void {
  const parser = new SaxesParser({ xmlns: false, position: false });
  let [depth, elements] = [0, 0];
  parser.on('error', (error) => {
    throw new DocumentCorrupt(format, error.message.slice(0, 120));
  });
  Object.assign(parser.ENTITIES, SIGNS);
  parser.on('doctype', (doctype) => {
    const own = plainEntities(doctype);
    const longest = Object.values(own).reduce((most, text) => Math.max(most, text.length), 0);
    if (longest > SHORT && longest * countOf(xml, '&') > MOST_ENTITY_CHARS)
      throw new DocumentTooComplex('characters in entities', MOST_ENTITY_CHARS);
    Object.assign(parser.ENTITIES, own);
  });
  parser.on('opentag', ({ name, attributes }) => {
    if ((depth += 1) > DEEPEST) throw new DocumentTooComplex('nested elements', DEEPEST);
    if ((elements += 1) > MOST_ELEMENTS) throw new DocumentTooComplex('elements', MOST_ELEMENTS);
    listener.open?.(localName(name), (wanted) => attributeOf(attributes, wanted), attributes);
  });
  parser.on('closetag', ({ name }) => {
    depth -= 1;
    listener.close?.(localName(name));
  });
  const tell = (text: string): void => listener.text?.(text);
  parser.on('text', tell);
  parser.on('cdata', tell);
  parser.write(xml).close();
}

/** Named in HTML, and used by many who write XML. */
const SIGNS: Readonly<Record<string, string>> = {
  ...{ nbsp: '\u00a0', copy: '©', reg: '®', sect: '§', para: '¶', euro: '€', deg: '°', shy: '' },
  ...{ ndash: '–', mdash: '—', hellip: '…', bull: '•', middot: '·', laquo: '«', raquo: '»' },
  ...{ lsquo: '‘', rsquo: '’', sbquo: '‚', ldquo: '“', rdquo: '”', bdquo: '„' },
  ...{
    auml: 'ä',
    ouml: 'ö',
    uuml: 'ü',
    Auml: 'Ä',
    Ouml: 'Ö',
    Uuml: 'Ü',
    szlig: 'ß',
    eacute: 'é',
    egrave: 'è',
    agrave: 'à',
  },
};
const MOST_ENTITIES = 500;
/** Beyond both of these a file grows by its entities. */
const SHORT = 20;
const MOST_ENTITY_CHARS = 50_000_000;
const ENTITY = /<!ENTITY\s+([\w.-]{1,100})\s+(?:"([^"&%<]{0,200})"|'([^'&%<]{0,200})')\s*>/g;

/** Short texts without markup and without other entities: they cannot grow into more than they say. */
function plainEntities(doctype: string): Record<string, string> {
  const found = [...doctype.matchAll(ENTITY)].slice(0, MOST_ENTITIES);
  return Object.fromEntries(found.map(([, name, double, single]) => [name!, double ?? single ?? '']));
}

/** The encoding that the first line of an XML file states: `<?xml version="1.0" encoding="ISO-8859-1"?>`. */
export function statedEncoding(bytes: Uint8Array): string | undefined {
  const first = Buffer.from(bytes.subarray(0, 200)).toString('latin1');
  return /^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']/.exec(first)?.[1];
}

/** As {@link readXml}, for parts that a text can be read without: what comes behind damage or a limit is not told. */
export function readXmlLeniently(xml: string, listener: XmlListener): void {
  try {
    readXml(xml, 'part', listener);
  } catch (error) {
    if (!(error instanceof KnowledgeError)) throw error;
  }
}

function countOf(text: string, sign: string): number {
  let count = 0;
  for (let at = text.indexOf(sign); at >= 0; at = text.indexOf(sign, at + 1)) count++;
  return count;
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

function attributeOf(attributes: Readonly<Record<string, string>>, wanted: string): string | null {
  for (const [name, value] of Object.entries(attributes))
    if (name === wanted || localName(name) === wanted) return value;
  return null;
}
