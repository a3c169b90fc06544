import { type FileHandle, open } from 'node:fs/promises';
import { ModelNotQuantizable } from '../model-errors.js';
import { FLOAT_TYPES } from './float-types.js';
import { aligned, padding, textBytes, u32Bytes, u64Bytes } from './gguf-bytes.js';
import { type GgufMetadata, type Tensor, readGgufMetadata } from './gguf-metadata.js';
import { Q8_0, writeQ8_0 } from './q8-0.js';
import { goesToQ8_0, whyNotQuantizable } from './q8-tensors.js';
import { changedMeanwhile, readPieces } from './read-pieces.js';
import { tensorBytes } from './tensor-types.js';

/** Numbers that are rewritten in one go: a millisecond's work, and whole blocks. */
const PIECE_NUMBERS = 1 << 17;
const PIECE_BYTES = 1 << 20;
const UINT32 = 4;
/** What the header says of weights that are mostly Q8_0. @see llama.h (LLAMA_FTYPE_MOSTLY_Q8_0), ggml.h (GGML_QNT_VERSION) */
const SAID_OF_Q8_0 = new Map([
  ['general.file_type', 7],
  ['general.quantization_version', 2],
]);

interface CopiedTensor {
  readonly name: string;
  readonly from: Tensor & { readonly bytes: number };
  readonly to: { readonly type: number; readonly bytes: number };
}

/**
 * A model's file with its large weights in Q8_0 instead of F32, F16 or BF16: norms, biases and what else llama.cpp's own quantizer leaves alone are
 * as they were, and so are the keys, apart from those that tell the type of the weights. The same file always gives the same bytes.
 */
export class Q8Copy {
  private readonly kept: readonly (readonly [start: number, end: number])[];
  private readonly said: Buffer;
  private readonly infos: Buffer;
  private readonly headerBytes: number;
  /** Of the file that it makes. */
  readonly sizeBytes: number;

  private constructor(
    private readonly path: string,
    private readonly metadata: GgufMetadata,
    private readonly tensors: readonly CopiedTensor[],
  ) {
    const { keySpans, alignment } = metadata;
    this.kept = [...keySpans].filter(([key]) => !SAID_OF_Q8_0.has(key)).map(([, span]) => span);
    this.said = Buffer.concat(
      [...SAID_OF_Q8_0].flatMap(([key, of]) => [textBytes(key), u32Bytes(UINT32), u32Bytes(of)]),
    );
    this.infos = infosOf(tensors, alignment);
    const keysBytes = this.kept.reduce((sum, [start, end]) => sum + end - start, this.said.length);
    this.headerBytes = this.head().length + keysBytes + this.infos.length;
    this.sizeBytes = tensors.reduce(
      (sum, { to }) => sum + aligned(to.bytes, alignment),
      aligned(this.headerBytes, alignment),
    );
  }

  /** @throws ModelNotQuantizable, ModelCorrupt */
  static async of(path: string): Promise<Q8Copy> {
    const metadata = await readGgufMetadata(path);
    return new Q8Copy(path, metadata, copiedTensors(metadata));
  }

  /**
   * Its bytes, in pieces of a megabyte at most, each valid until the next.
   * @throws ModelNotQuantizable where weights are no numbers; ModelCorrupt where the file changes meanwhile.
   */
  async *bytes(): AsyncGenerator<Uint8Array> {
    const file = await open(this.path, 'r');
    try {
      const before = await file.stat();
      yield* this.header(file);
      for (const tensor of this.tensors) {
        yield* tensor.to.type === tensor.from.type
          ? readPieces(file, tensor.from, PIECE_BYTES)
          : inBlocks(file, tensor);
        yield padding(tensor.to.bytes, this.metadata.alignment);
      }
      const after = await file.stat();
      if (after.size !== before.size || after.mtimeMs !== before.mtimeMs) throw changedMeanwhile();
    } finally {
      await file.close();
    }
  }

  private async *header(file: FileHandle): AsyncGenerator<Uint8Array> {
    yield this.head();
    for (const [start, end] of this.kept) yield* readPieces(file, { start, bytes: end - start }, PIECE_BYTES);
    yield this.said;
    yield this.infos;
    yield padding(this.headerBytes, this.metadata.alignment);
  }

  private head(): Buffer {
    const counts = [this.tensors.length, this.kept.length + SAID_OF_Q8_0.size];
    return Buffer.concat([Buffer.from('GGUF', 'latin1'), u32Bytes(this.metadata.version), ...counts.map(u64Bytes)]);
  }
}

function copiedTensors(metadata: GgufMetadata): CopiedTensor[] {
  const why = whyNotQuantizable(metadata);
  if (why) throw new ModelNotQuantizable(why);
  return [...metadata.tensors].map(([name, tensor]) => {
    const type = goesToQ8_0(name, tensor) ? Q8_0.type : tensor.type;
    const from = { ...tensor, bytes: tensor.bytes! };
    return { name, from, to: { type, bytes: tensorBytes(type, tensor.weights)! } };
  });
}

function infosOf(tensors: readonly CopiedTensor[], alignment: number): Buffer {
  let offset = 0;
  const infos = tensors.flatMap(({ name, from: { lengths }, to }) => {
    const place = u64Bytes(offset);
    offset += aligned(to.bytes, alignment);
    return [textBytes(name), u32Bytes(lengths.length), ...lengths.map(u64Bytes), u32Bytes(to.type), place];
  });
  return Buffer.concat(infos);
}

async function* inBlocks(file: FileHandle, { from }: CopiedTensor): AsyncGenerator<Buffer> {
  const type = FLOAT_TYPES.get(from.type)!;
  const room = new Float32Array(PIECE_NUMBERS);
  for await (const piece of readPieces(file, from, PIECE_NUMBERS * type.bytes)) {
    const numbers = room.subarray(0, piece.length / type.bytes);
    type.read(piece, numbers);
    const blocks = Buffer.allocUnsafe((numbers.length / Q8_0.weights) * Q8_0.bytes);
    writeQ8_0(numbers, blocks);
    yield blocks;
  }
}
