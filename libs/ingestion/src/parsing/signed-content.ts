/** Tags of the elements on the way to what is signed. @see X.690, RFC 5652 section 5 */
const [END, OCTETS, OBJECT, SEQUENCE, OCTETS_IN_PIECES, CONTENT] = [0x00, 0x04, 0x06, 0x30, 0x24, 0xa0];
const INDEFINITE = 0x80;
/** Of `signedData`, 1.2.840.113549.1.7.2. */
const SIGNED_DATA = Buffer.from('2a864886f70d010702', 'hex');
/** Of `envelopedData` and `authEnvelopedData`. */
const LOCKED_DATA = ['2a864886f70d010703', '2a864886f70d0109100117'].map((hex) => Buffer.from(hex, 'hex'));
/** Elements within each other; a signature has a dozen. */
const DEEPEST = 50;

interface Element {
  readonly tag: number;
  readonly content: Buffer;
  /** Where the next one begins. */
  readonly next: number;
}

/** Whether bytes begin like a signature with what it signs, or without (CMS, PKCS #7). */
export function looksSigned(head: Uint8Array): boolean {
  return head[0] === SEQUENCE && Buffer.from(head.subarray(0, 32)).includes(SIGNED_DATA);
}

/** Whether bytes begin like something that only a private key opens. */
export function looksLocked(head: Uint8Array): boolean {
  const begin = Buffer.from(head.subarray(0, 32));
  return head[0] === SEQUENCE && LOCKED_DATA.some((object) => begin.includes(object));
}

/**
 * What a signature encloses (`.p7m`); it is not checked.
 * @returns Null where it encloses nothing, or the bytes are no signature.
 */
export function signedContent(bytes: Uint8Array): Buffer | null {
  const [type, content] = childrenOf(elementAt(Buffer.from(bytes), 0), 2);
  if (type?.tag !== OBJECT || !type.content.equals(SIGNED_DATA)) return null;
  const [signed] = childrenOf(content, 1);
  // Version, algorithms, what is signed.
  const [, , enclosed] = childrenOf(signed, 3);
  const [, explicit] = childrenOf(enclosed, 2);
  const [octets] = explicit?.tag === CONTENT ? childrenOf(explicit, 1) : [];
  if (octets?.tag === OCTETS) return octets.content;
  if (octets?.tag !== OCTETS_IN_PIECES) return null;
  return Buffer.concat(childrenOf(octets).map((piece) => piece.content));
}

function childrenOf(element: Element | null | undefined, most = Number.POSITIVE_INFINITY): Element[] {
  const found: Element[] = [];
  for (let at = 0; element && at < element.content.length && found.length < most;) {
    const child = elementAt(element.content, at);
    if (!child) break;
    found.push(child);
    at = child.next;
  }
  return found;
}

/** Null where the bytes end, or say something else than an element with a length that they have. */
function elementAt(bytes: Buffer, at: number, depth = 0): Element | null {
  const [tag, first] = [bytes[at], bytes[at + 1]];
  if (tag === undefined || first === undefined || depth > DEEPEST) return null;
  const lengthBytes = first > INDEFINITE ? first - INDEFINITE : 0;
  const from = at + 2 + lengthBytes;
  if (from > bytes.length || lengthBytes > 6) return null;
  if (first === INDEFINITE) return untilItsEnd(bytes, tag, from, depth);
  const next = from + (lengthBytes === 0 ? first : bytes.readUIntBE(at + 2, lengthBytes));
  return next > bytes.length ? null : { tag, content: bytes.subarray(from, next), next };
}

/** An element without a length ends with two zero bytes behind its last part. */
function untilItsEnd(bytes: Buffer, tag: number, from: number, depth: number): Element | null {
  for (let at = from; ;) {
    if (bytes[at] === END && bytes[at + 1] === END) return { tag, content: bytes.subarray(from, at), next: at + 2 };
    const part = elementAt(bytes, at, depth + 1);
    if (!part) return null;
    at = part.next;
  }
}
