import { SaxesParser } from 'saxes';
import { KnowledgeError } from '#knowledge';
import { DocumentCorrupt, DocumentTooComplex } from './parse-errors.js';

const DEEPEST = 2_000;
const MOST_ELEMENTS = 20_000_000;

/** What a reader of XML is told, in document order. Names are local: without their prefix. */
export interface XmlListener {
  open?(name: string, attribute: (name: string) => string | null, attributes: Readonly<Record<string, string>>): void;
  close?(name: string): void;
  text?(text: string): void;
}

/**
 * Read an XML text. Entities other than the five of XML are never resolved, so neither files nor bombs come in through them.
 * @param format What the file is called in a refusal.
 * @throws DocumentCorrupt, DocumentTooComplex
 */
export function readXml(xml: string, format: string, listener: XmlListener): void {
  const parser = new SaxesParser({ xmlns: false, position: false });
  let [depth, elements] = [0, 0];
  parser.on('error', (error) => {
    throw new DocumentCorrupt(format, error.message.slice(0, 120));
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

/** As {@link readXml}, for parts that a text can be read without: what comes behind damage or a limit is not told. */
export function readXmlLeniently(xml: string, listener: XmlListener): void {
  try {
    readXml(xml, 'part', listener);
  } catch (error) {
    if (!(error instanceof KnowledgeError)) throw error;
  }
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

function attributeOf(attributes: Readonly<Record<string, string>>, wanted: string): string | null {
  for (const [name, value] of Object.entries(attributes))
    if (name === wanted || localName(name) === wanted) return value;
  return null;
}
