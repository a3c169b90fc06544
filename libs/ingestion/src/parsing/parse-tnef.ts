import { readFile } from 'node:fs/promises';
import iconv from 'iconv-lite';
import type { CoverageNote } from '#knowledge';
import { ByteCursor, CutOff } from './byte-cursor.js';
import { MapiProperties } from './mapi-properties.js';
import { type Attachment, type Message, documentOfMessage } from './message-blocks.js';
import { encodingNumbered, formattedBody, named } from './outlook-body.js';
import { DocumentCorrupt } from './parse-errors.js';
import type { ParseLimits, ParseSetting, ParsedDocument } from './parsed-document.js';

const SIGNATURE = 0x223e9f78;
const KEY_BYTES = 2;
const CHECKSUM_BYTES = 2;
const [OF_MESSAGE, OF_ATTACHMENT] = [1, 2];

/** Attributes by the lower half of their numbers. @see MS-OXTNEF 2.1.3.2 */
const [SUBJECT, BODY] = [0x8004, 0x800c];
const [ATTACH_DATA, ATTACH_TITLE, ATTACH_BEGINS] = [0x800f, 0x8010, 0x9002];
const [PROPERTIES, ATTACH_PROPERTIES, CODE_PAGE] = [0x9003, 0x9005, 0x9007];

/** Numbers of properties. @see MS-OXPROPS */
const OWN = {
  ...{ subject: 0x0037, body: 0x1000, rtf: 0x1009, html: 0x1013, internetCodepage: 0x3fde, messageCodepage: 0x3ffd },
  ...{ sender: 0x0c1a, senderAddress: 0x0c1f, senderSmtp: 0x5d01, for: 0x0042, forAddress: 0x0065 },
  ...{ to: 0x0e04, cc: 0x0e03, sent: 0x0039, arrived: 0x0e06, messageId: 0x1035, inReplyTo: 0x1042 },
  ...{ longName: 0x3707, shortName: 0x3704, displayName: 0x3001, data: 0x3701, isHidden: 0x7ffe },
} as const;

/**
 * Read what Outlook puts around a message for other programs (TNEF, `winmail.dat`): its head and body, and the files attached to it.
 * @see MS-OXTNEF
 */
export async function parseTnef(path: string, _limits: ParseLimits, { unpack }: ParseSetting): Promise<ParsedDocument> {
  const bytes = await readFile(path);
  const envelope = new Envelope(bytes);
  return documentOfMessage(await messageOf(envelope), bytes.length, unpack);
}

async function messageOf(envelope: Envelope): Promise<Message> {
  const { properties: of, attachments } = envelope;
  const body = of.text(OWN.body) ?? envelope.text(BODY);
  const { notes = [], ...formatted } = await formattedBody({
    body,
    bodyHtml: of.text(OWN.html),
    html: of.bytes(OWN.html),
    compressedRtf: of.bytes(OWN.rtf),
    internetCodepage: of.number(OWN.internetCodepage),
    messageCodepage: of.number(OWN.messageCodepage),
  });
  const sender = named(of.text(OWN.sender), of.text(OWN.senderSmtp) ?? of.text(OWN.senderAddress));
  return {
    subject: of.text(OWN.subject) ?? envelope.text(SUBJECT) ?? null,
    from: sender || named(of.text(OWN.for), of.text(OWN.forAddress)) || null,
    to: of.text(OWN.to) ?? null,
    cc: of.text(OWN.cc) ?? null,
    date: of.moment(OWN.sent) ?? of.moment(OWN.arrived) ?? null,
    text: body ?? null,
    ...formatted,
    messageId: of.text(OWN.messageId) ?? null,
    inReplyTo: of.text(OWN.inReplyTo) ?? null,
    attachments: attachments.filter(({ isHidden }) => !isHidden).map(attachmentOf),
    notes: envelope.isCut ? [...notes, CUT] : notes,
  };
}

const CUT: CoverageNote = {
  code: 'part.missing',
  message: 'The file is cut off or damaged; what should follow was not read.',
};

/** An attachment as the envelope holds it. */
class Enclosed {
  title: string | undefined;
  data: Buffer | undefined;

  constructor(readonly properties: MapiProperties) {}

  get isHidden(): boolean {
    return this.properties.isSet(OWN.isHidden);
  }
}

function attachmentOf({ properties: of, title, data }: Enclosed): Attachment {
  const object = of.object(OWN.data);
  const bytes = data ?? of.bytes(OWN.data) ?? object ?? Buffer.alloc(0);
  const name = of.text(OWN.longName) || title || of.text(OWN.shortName) || of.text(OWN.displayName) || 'attachment';
  // An attached message is an envelope of its own, named by its subject.
  const isMessage = bytes.length > 4 && bytes.readUInt32LE() === SIGNATURE && !/\.(?:tnef|dat)$/i.test(name);
  return { name: isMessage ? `${name}.tnef` : name, bytes: () => bytes };
}

interface Attribute {
  readonly level: number;
  readonly id: number;
  readonly data: Buffer;
}

/** What an envelope holds, as far as it can be read. @throws DocumentCorrupt where nothing of it can */
class Envelope {
  readonly attachments: Enclosed[] = [];
  /** It ends within something. */
  isCut = false;
  readonly #texts = new Map<number, Buffer>();
  #encoding = 'cp1252';
  #properties: MapiProperties | null = null;

  constructor(bytes: Buffer) {
    let read = 0;
    try {
      for (const attribute of attributesOf(bytes)) {
        read++;
        if (attribute.level === OF_MESSAGE) this.#ofMessage(attribute);
        else this.#ofAttachment(attribute);
      }
    } catch (error) {
      if (!(error instanceof CutOff)) throw error;
      this.isCut = true;
    }
    if (read === 0) throw new DocumentCorrupt('Outlook envelope', 'nothing in it can be read');
  }

  get properties(): MapiProperties {
    return (this.#properties ??= new MapiProperties(this.#encoding));
  }

  /** What older programs say apart from the properties. */
  text(attribute: number): string | undefined {
    const stored = this.#texts.get(attribute);
    return stored && iconv.decode(stored, this.#encoding).replace(/\0+$/, '');
  }

  #ofMessage({ id, data }: Attribute): void {
    if (id === CODE_PAGE && data.length >= 4) this.#encoding = knownEncoding(data.readUInt32LE());
    else if (id === PROPERTIES) this.#take(this.properties, data);
    else if (id === SUBJECT || id === BODY) this.#texts.set(id, data);
  }

  #ofAttachment({ id, data }: Attribute): void {
    if (id === ATTACH_BEGINS || this.attachments.length === 0)
      this.attachments.push(new Enclosed(new MapiProperties(this.#encoding)));
    const open = this.attachments.at(-1)!;
    if (id === ATTACH_TITLE) open.title = iconv.decode(data, this.#encoding).replace(/\0[\s\S]*$/, '');
    else if (id === ATTACH_DATA) open.data = data;
    else if (id === ATTACH_PROPERTIES) this.#take(open.properties, data);
  }

  /** Damage in one list of properties says nothing of what comes behind it. */
  #take(properties: MapiProperties, data: Buffer): void {
    try {
      properties.read(data);
    } catch (error) {
      if (!(error instanceof CutOff)) throw error;
      this.isCut = true;
    }
  }
}

/** Attributes in order; what is none ends them, as some programs leave signs behind the last. @throws CutOff */
function* attributesOf(bytes: Buffer): Generator<Attribute> {
  const cursor = new ByteCursor(bytes);
  if (cursor.uint32() !== SIGNATURE) return;
  cursor.take(KEY_BYTES);
  while (!cursor.isAtEnd) {
    const level = cursor.uint8();
    if (level !== OF_MESSAGE && level !== OF_ATTACHMENT) return;
    const id = cursor.uint32() & 0xffff;
    yield { level, id, data: cursor.take(cursor.uint32()) };
    cursor.take(CHECKSUM_BYTES);
  }
}

function knownEncoding(page: number): string {
  const name = encodingNumbered(page);
  return iconv.encodingExists(name) ? name : 'cp1252';
}
