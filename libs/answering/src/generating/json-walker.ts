/** A piece of JSON as it is read: where it stands, by keys and places, and what was read of it. */
export interface JsonEvent {
  readonly path: readonly (string | number)[];
  /** `open` and `close` for objects and arrays; `text` for the next characters of a string; `end` closes a string; `value` for the rest. */
  readonly type: 'open' | 'close' | 'text' | 'end' | 'value';
  /** Characters of a string, or a number, true, false or null as written. */
  readonly text: string;
}

interface Level {
  readonly kind: 'object' | 'array';
  key: string;
  index: number;
  /** Whether an object's next string is a value. */
  hasKey: boolean;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' };

/**
 * Reads JSON that arrives in pieces and tells of values while they are still being written. Forgiving: what is no JSON is
 * passed over, because what was read up to then stands. Escapes are told whole, however they are cut.
 */
export class JsonWalker {
  private readonly levels: Level[] = [];
  private isInString = false;
  private isKey = false;
  private escape: string | null = null;
  private highSurrogate = '';
  private run = '';
  private bare = '';

  constructor(private readonly tell: (event: JsonEvent) => void) {}

  push(piece: string): void {
    for (const character of piece) {
      if (this.isInString) this.inString(character);
      else this.between(character);
    }
    this.flushRun();
  }

  private between(character: string): void {
    if (/[^\s{}[\],:"]/u.test(character)) {
      this.bare += character;
      return;
    }
    this.flushBare();
    const level = this.levels.at(-1);
    if (character === '{' || character === '[') {
      this.tell({ path: this.path(), type: 'open', text: character });
      this.levels.push({ kind: character === '{' ? 'object' : 'array', key: '', index: 0, hasKey: false });
    } else if (character === '}' || character === ']') {
      this.levels.pop();
      this.tell({ path: this.path(), type: 'close', text: character });
    } else if (character === ',' && level) {
      level.index += 1;
      level.hasKey = false;
    } else if (character === ':' && level) level.hasKey = true;
    else if (character === '"') {
      this.isInString = true;
      this.isKey = level?.kind === 'object' && !level.hasKey;
      if (this.isKey) level!.key = '';
    }
  }

  private inString(character: string): void {
    if (this.escape !== null) this.inEscape(character);
    else if (character === '\\') this.escape = '';
    else if (character === '"') {
      this.flushRun();
      this.isInString = false;
      if (!this.isKey) this.tell({ path: this.path(), type: 'end', text: '' });
    } else this.add(character);
  }

  private inEscape(character: string): void {
    const escape = this.escape + character;
    if (!escape.startsWith('u')) {
      this.escape = null;
      this.add(ESCAPES[escape] ?? escape);
    } else if (escape.length < 5) this.escape = escape;
    else {
      this.escape = null;
      const unit = String.fromCharCode(Number.parseInt(escape.slice(1), 16) || 0xfffd);
      // Half of a pair waits for the other half.
      if (/[\uD800-\uDBFF]/.test(unit)) this.highSurrogate = unit;
      else {
        this.add(this.highSurrogate + unit);
        this.highSurrogate = '';
      }
    }
  }

  private add(text: string): void {
    if (this.isKey) this.levels.at(-1)!.key += text;
    else this.run += text;
  }

  private flushRun(): void {
    if (this.run !== '') this.tell({ path: this.path(), type: 'text', text: this.run });
    this.run = '';
  }

  private flushBare(): void {
    if (this.bare !== '') this.tell({ path: this.path(), type: 'value', text: this.bare });
    this.bare = '';
  }

  private path(): (string | number)[] {
    return this.levels.map(({ kind, key, index }) => (kind === 'object' ? key : index));
  }
}
