import iconv from 'iconv-lite';
import { ByteCursor } from './byte-cursor.js';

/** What a message or an attachment of Outlook says of itself, as it is stored. */
interface Property {
  readonly type: number;
  readonly bytes: Buffer;
}

const [NUMBER, BOOLEAN, MOMENT] = [0x03, 0x0b, 0x40];
const [OBJECT, TEXT, UNICODE, BINARY] = [0x0d, 0x1e, 0x1f, 0x102];
const OF_ANY_LENGTH: ReadonlySet<number> = new Set([OBJECT, TEXT, UNICODE, BINARY]);
/** Bytes of the other types, filled up to four. */
const SIZES: ReadonlyMap<number, number> = new Map([
  ...[0x02, 0x03, 0x04, 0x0a, 0x0b].map((type) => [type, 4] as const),
  ...[0x05, 0x06, 0x07, 0x14, 0x40].map((type) => [type, 8] as const),
  [0x48, 16],
]);
const MULTIPLE = 0x1000;
/** From here on properties have a name of their own. */
const FIRST_NAMED = 0x8000;
const GUID_BYTES = 16;

/** Properties by their number. Of those with several values the first is kept, and those with names of their own not at all. */
export class MapiProperties {
  readonly #found = new Map<number, Property>();

  /** @param encoding Of texts that are not in Unicode. */
  constructor(private readonly encoding: string) {}

  /** Take what a list of properties says. @throws CutOff where it ends too early; what came before is kept. @see MS-OXTNEF 2.1.3.4 */
  read(bytes: Buffer): void {
    const cursor = new ByteCursor(bytes);
    const count = cursor.uint32();
    for (let i = 0; i < count; i++) {
      const [type, id] = [cursor.uint16(), cursor.uint16()];
      if (id >= FIRST_NAMED) passName(cursor);
      const value = firstValue(cursor, type);
      if (value && id < FIRST_NAMED && !this.#found.has(id))
        this.#found.set(id, { type: type & ~MULTIPLE, bytes: value });
    }
  }

  text(id: number): string | undefined {
    const found = this.#found.get(id);
    if (found?.type === UNICODE) return withoutEnd(found.bytes.toString('utf16le'));
    return found?.type === TEXT ? withoutEnd(iconv.decode(found.bytes, this.encoding)) : undefined;
  }

  bytes(id: number): Buffer | undefined {
    const found = this.#found.get(id);
    return found?.type === BINARY ? found.bytes : undefined;
  }

  /** An object, behind the sixteen bytes that say what kind it is of. */
  object(id: number): Buffer | undefined {
    const found = this.#found.get(id);
    return found?.type === OBJECT ? found.bytes.subarray(GUID_BYTES) : undefined;
  }

  number(id: number): number | undefined {
    const found = this.#found.get(id);
    return found?.type === NUMBER ? found.bytes.readUInt32LE() : undefined;
  }

  isSet(id: number): boolean {
    const found = this.#found.get(id);
    return found?.type === BOOLEAN && found.bytes.readUInt16LE() !== 0;
  }

  /** A moment, ISO 8601. */
  moment(id: number): string | undefined {
    const found = this.#found.get(id);
    if (found?.type !== MOMENT) return undefined;
    const date = new Date(Number(found.bytes.readBigUInt64LE() / 10_000n) - SINCE_1601_MS);
    return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
  }
}

/** Windows counts tenths of microseconds from 1601. */
const SINCE_1601_MS = 11_644_473_600_000;

const withoutEnd = (text: string): string => text.replace(/\0[\s\S]*$/, '');

function passName(cursor: ByteCursor): void {
  cursor.take(GUID_BYTES);
  const isNumber = cursor.uint32() === 0;
  if (isNumber) cursor.uint32();
  else filled(cursor, cursor.uint32());
}

/** Reads to the end of a property, however many values it has. */
function firstValue(cursor: ByteCursor, type: number): Buffer | undefined {
  const single = type & ~MULTIPLE;
  const isOfAnyLength = OF_ANY_LENGTH.has(single);
  const values = isOfAnyLength || type !== single ? cursor.uint32() : 1;
  const size = SIZES.get(single) ?? 0;
  let first: Buffer | undefined;
  for (let i = 0; i < values; i++) {
    const value = filled(cursor, isOfAnyLength ? cursor.uint32() : size || 4);
    first ??= value;
  }
  return first;
}

/** So many bytes, and those that fill them up to a multiple of four. */
function filled(cursor: ByteCursor, length: number): Buffer {
  const bytes = cursor.take(length);
  cursor.take((4 - (length % 4)) % 4);
  return bytes;
}
