import { open } from 'node:fs/promises';
import { ModelCorrupt } from '../model-errors.js';
import { readGgufMetadata } from './gguf-metadata.js';
import { halfPrecision } from './half-precision.js';
import { Q8_0 } from './q8-0.js';

const TABLE = 'token_embd.weight';
const { weights: BLOCK, bytes: BLOCK_BYTES } = Q8_0;

/** The vectors of a model's tokens as its file has them, in the order of the tokens' ids; a byte and a little for each number. */
export class TokenVectors {
  private constructor(
    private readonly values: Int8Array,
    private readonly scales: Float32Array,
    private readonly lengths: Float32Array,
    /** Numbers in each vector. */
    readonly dimensions: number,
  ) {}

  /** @throws ModelCorrupt for a file without such vectors, or with numbers of another type than Q8_0. */
  static async read(path: string): Promise<TokenVectors> {
    const table = (await readGgufMetadata(path)).tensors.get(TABLE);
    if (table?.type !== Q8_0.type || table.rowLength % BLOCK !== 0)
      throw new ModelCorrupt('This model has no word vectors that can be read by themselves.');
    const file = await open(path, 'r');
    try {
      const bytes = Buffer.alloc(table.bytes!);
      const { bytesRead } = await file.read(bytes, 0, bytes.length, table.start);
      if (bytesRead < bytes.length) throw new ModelCorrupt('The file of this model changed while it was read.');
      return TokenVectors.from(bytes, table.rowLength);
    } finally {
      await file.close();
    }
  }

  private static from(bytes: Buffer, dimensions: number): TokenVectors {
    const blocks = bytes.length / BLOCK_BYTES;
    const values = new Int8Array(blocks * BLOCK);
    const scales = new Float32Array(blocks);
    const squares = new Float32Array((blocks * BLOCK) / dimensions);
    for (let block = 0; block < blocks; block++) {
      const start = block * BLOCK_BYTES;
      const scale = (scales[block] = halfPrecision(bytes.readUInt16LE(start)));
      let sum = 0;
      for (let i = 0; i < BLOCK; i++) {
        const value = (values[block * BLOCK + i] = bytes.readInt8(start + 2 + i));
        sum += value * value;
      }
      squares[Math.floor((block * BLOCK) / dimensions)]! += sum * scale * scale;
    }
    return new TokenVectors(values, scales, squares.map(Math.sqrt), dimensions);
  }

  /** Length of a token's vector: how much it counts in its texts. 0 for one that says nothing, or that is not known. */
  lengthOf(token: number): number {
    return this.lengths[token] ?? 0;
  }

  /** A token's vector scaled to length 1. @param token One whose vector has a length. */
  unit(token: number): Float32Array {
    const vector = new Float32Array(this.dimensions);
    const first = token * this.dimensions;
    for (let block = 0; block < this.dimensions; block += BLOCK) {
      const scale = this.scales[(first + block) / BLOCK]! / this.lengths[token]!;
      for (let i = block; i < block + BLOCK; i++) vector[i] = this.values[first + i]! * scale;
    }
    return vector;
  }
}
