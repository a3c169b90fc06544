import { type CodeOfDetail, type ParticularsOf, type Told, particulars } from '#contracts';
import { DetailedError, KnowledgeError } from '#knowledge';
import { z } from 'zod';
import type { ModelRole } from './roles.js';

/** One that names something, unless an older or foreign server reported it. */
abstract class NamingError<T extends Told<CodeOfDetail>> extends KnowledgeError {
  abstract override readonly code: T['code'];
  constructor(message: string, options: ErrorOptions & { readonly particulars?: T['particulars'] | undefined } = {}) {
    super(message, options);
  }
}

/** The model server does not answer, or asks to come back later. */
export class ModelUnavailable extends NamingError<Told<'model.unavailable'>> {
  readonly code = 'model.unavailable';
  readonly kind = 'unavailable';
  override readonly retryable = true;
}

/** The inference host writes what it has begun and takes no more answers on; the process after it will. */
export class ModelRestarting extends KnowledgeError {
  readonly code = 'model.restarting';
  readonly kind = 'unavailable';
  override readonly retryable = true;
  override readonly retryAfterS = 2;
}

/** The model server takes no requests with the key that it is sent, or wants one. The key itself is never told. */
export class ModelKeyRefused extends NamingError<Told<'model.key_refused'>> {
  readonly code = 'model.key_refused';
  readonly kind = 'unavailable';
}

/** More is asked of the model server than it lets wait. */
export class ModelBusy extends KnowledgeError {
  readonly code = 'model.busy';
  readonly kind = 'busy';
  override readonly retryable = true;
  override readonly retryAfterS: number;
  /** @param retryAfterS Whole seconds after which asking again is worthwhile. */
  constructor(message: string, retryAfterS = 2) {
    super(message);
    this.retryAfterS = retryAfterS;
  }
}

/** A request had not had its turn when the longest wait was over. The server works, but on what came before. */
export class ModelOverdue extends KnowledgeError {
  readonly code = 'model.overdue';
  readonly kind = 'unavailable';
  override readonly retryable = true;
}

/** The model server gave a request up because it ran for longer than it may. */
export class ModelTimedOut extends KnowledgeError {
  readonly code = 'model.timed_out';
  readonly kind = 'timeout';
}

/** No model of this name is installed for what it was asked for, or the server that was asked has none. */
export class ModelNotFound extends NamingError<Told<'model.not_found'>> {
  readonly code = 'model.not_found';
  readonly kind = 'not-found';
}

/** A model file that is not what was recorded, or not a GGUF file at all. */
export class ModelCorrupt extends NamingError<Told<'model.corrupt'>> {
  readonly code = 'model.corrupt';
  readonly kind: 'unavailable' | 'invalid' = 'unavailable';
}

/** The same of a file that is being given: whoever gives it is at fault, not the service. */
export class GivenModelCorrupt extends ModelCorrupt {
  override readonly kind = 'invalid';

  static of(cause: ModelCorrupt): GivenModelCorrupt {
    const { message, particulars } = cause;
    return new GivenModelCorrupt(message, { cause, particulars: particulars as ParticularsOf<'model.corrupt'> });
  }
}

/** A sound file that this service has no use for. */
export class ModelUnsupported extends NamingError<Told<'model.unsupported'>> {
  readonly code = 'model.unsupported';
  readonly kind = 'invalid';
}

/** What a file calls something, where it looks like a name. */
const nameIn = (name: string): { readonly name?: string } => (/^[\w.-]{1,60}$/.test(name) ? { name } : {});
const quoted = ({ name }: { readonly name?: string }): string => (name === undefined ? '' : ` ("${name}")`);

/** A sound file of a model of a kind that came after the llama.cpp that is installed. */
export class ModelArchitectureUnknown extends NamingError<Told<'model.architecture_unknown'>> {
  readonly code = 'model.architecture_unknown';
  readonly kind = 'invalid';
  /** @param architecture As the file names it; shown only where it looks like a name. */
  constructor(architecture: string) {
    super(
      `The llama.cpp of this version of Chancery does not know the architecture of this model${quoted(nameIn(architecture))}. A newer version may: update Chancery, then try again, or choose another model.`,
      { particulars: nameIn(architecture) },
    );
  }
}

/** A sound file whose tokenizer came after the llama.cpp that is installed. */
export class ModelTokenizerUnknown extends NamingError<Told<'model.tokenizer_unknown'>> {
  readonly code = 'model.tokenizer_unknown';
  readonly kind = 'invalid';
  /** @param tokenizer As the file names it; shown only where it looks like a name. */
  constructor(tokenizer: string) {
    super(
      `The llama.cpp of this version of Chancery does not know the tokenizer of this model${quoted(nameIn(tokenizer))}. A newer version may: update Chancery, then try again, or choose another file of the model.`,
      { particulars: nameIn(tokenizer) },
    );
  }
}

/** A sound file whose chat template can't be read, or leaves the question out. */
export class ModelTemplateUnusable extends KnowledgeError {
  readonly code = 'model.template_unusable';
  readonly kind = 'invalid';
  constructor() {
    super(
      'The chat template in this file can not be used here: no question can be written with it. Choose another file of the model, or another model.',
    );
  }
}

/** No copy in Q8_0 can be made of a model. */
export class ModelNotQuantizable extends DetailedError<Told<'model.not_quantizable'>> {
  readonly code = 'model.not_quantizable';
  readonly kind = 'invalid';
  /**
   * @param why It is `quantized` already, has weights of a `type` that is not known here, `nothing` that would be written in another type, or
   *   weights that are no finite `numbers`.
   */
  constructor(why: Told<'model.not_quantizable'>['particulars']['why']) {
    super(NOT_QUANTIZABLE[why], { why });
  }
}

const NOT_QUANTIZABLE = {
  quantized:
    'The weights of this model are quantized already. A copy is made of models with F32, F16 or BF16 weights; choose such a file.',
  type: 'This model has weights of a type that this version of Chancery does not know. Update Chancery, or choose an F16 file of the model.',
  nothing: 'This model has no weights that a Q8_0 copy would hold in fewer bytes. Use it as it is.',
  numbers:
    'The file of this model holds weights that are no finite numbers, or too large for Q8_0. Nothing was kept; fetch the file again from its source, or choose another one.',
} as const;

/** One file of a model that was cut into several. */
export class ModelInParts extends KnowledgeError {
  readonly code = 'model.in_parts';
  readonly kind = 'invalid';
  constructor() {
    super(
      `This is one of several parts of a model. Choose a file that holds the whole model, or join the parts with llama.cpp's "llama-gguf-split --merge" and import the result.`,
    );
  }
}

/** The model is put to some use, so it stays. */
export class ModelInUse extends DetailedError<Told<'model.in_use'>> {
  readonly code = 'model.in_use';
  readonly kind = 'conflict';
}

/** Another process is at the same thing. */
export class ModelStoreBusy extends KnowledgeError {
  readonly code = 'model.store_busy';
  readonly kind = 'conflict';
  override readonly retryable = true;
  constructor() {
    super('This model is being fetched or changed already. Wait until that has ended, then try again.');
  }
}

/** Tasks live in memory, so a restart forgets them; what was downloaded stays. */
export class ModelTaskNotFound extends KnowledgeError {
  readonly code = 'model.task_not_found';
  readonly kind = 'not-found';
  constructor() {
    super(
      'There is no such download or copy; they are forgotten when the service restarts. Pull again: it goes on where it stopped. Or make the copy again.',
    );
  }
}

/** Too little room on the disk for a model file. */
export class ModelDiskFull extends DetailedError<Told<'model.disk_full'>> {
  readonly code = 'model.disk_full';
  readonly kind = 'unavailable';
  /** @param needsBytes Null where it is not known. */
  constructor(needsBytes: number | null, freeBytes: number, options?: ErrorOptions) {
    const needs = needsBytes === null ? 'More than that is needed' : `${amount(needsBytes)} are needed`;
    super(
      `The disk of the model store has ${amount(freeBytes)} free. ${needs}. Make room, then try again.`,
      {
        freeBytes,
        ...(needsBytes !== null && { needsBytes }),
      },
      options,
    );
  }
}

/** In GiB where there are some, else in MiB. */
const amount = (bytes: number): string =>
  bytes >= 1024 ** 3 ? `${(bytes / 1024 ** 3).toFixed(1)} GiB` : `${Math.ceil(bytes / 1024 ** 2)} MiB`;

/** Another file already goes by this name. */
export class ModelNameTaken extends DetailedError<Told<'model.name_taken'>> {
  readonly code = 'model.name_taken';
  readonly kind = 'conflict';
  constructor(name: string) {
    super(`Another file is already named "${name}". Give this one a name of its own.`, { name });
  }
}

/** Nothing fills a role that was needed: no model is installed for it, or no server is set up. */
export class ModelRoleEmpty extends NamingError<Told<'model.role_empty'>> {
  readonly code = 'model.role_empty';
  readonly kind = 'not-found';

  /** Of a role that no model fills where one is looked for. */
  static served(role: ModelRole): ModelRoleEmpty {
    return new ModelRoleEmpty(`No ${role} model is served. See "chancery models list".`, {
      particulars: { role, why: 'none' },
    });
  }
}

/** The embedder that an index was made with is not served any more; it may be installed again. */
export class EmbedderGone extends DetailedError<Told<'model.embedder_gone'>> {
  readonly code = 'model.embedder_gone';
  readonly kind = 'unavailable';
  override readonly retryable = true;
  constructor(embedderId: string) {
    super(
      `The index was made with the embedder ${embedderId}, which is not installed any more. Install it again, or build a new index with "chancery reindex".`,
      { embedder: embedderId },
    );
  }
}

/** What was asked is longer than the model reads. The same would fail again; less may not. */
export class ModelContextExceeded extends NamingError<Told<'model.context_exceeded'>> {
  readonly code = 'model.context_exceeded';
  readonly kind = 'invalid';
}

/** A server answered, but with a failure or something that is not understood; the fault is seldom the caller's. */
export class ModelRequestFailed extends NamingError<Told<'model.request_failed'>> {
  readonly code = 'model.request_failed';
  readonly kind = 'internal';
}

/** A sound file that could not be brought into memory. */
export class ModelNotLoaded extends NamingError<Told<'model.not_loaded'>> {
  readonly code = 'model.not_loaded';
  readonly kind = 'unavailable';
}

/** A server that takes less in one request than it was sent. */
export class ModelAskedTooMuch extends ModelRequestFailed {}

const BY_CODE = {
  'model.unavailable': ModelUnavailable,
  'model.restarting': ModelRestarting,
  'model.overdue': ModelOverdue,
  'model.timed_out': ModelTimedOut,
  'model.not_found': ModelNotFound,
  'model.corrupt': ModelCorrupt,
  'model.not_loaded': ModelNotLoaded,
  'model.unsupported': ModelUnsupported,
  'model.role_empty': ModelRoleEmpty,
  'model.context_exceeded': ModelContextExceeded,
  'model.request_failed': ModelRequestFailed,
} as const;

/** How another process of this service, or another server of the protocol, says why it refused. */
export const reportedError = z.object({
  code: z.unknown(),
  message: z.string(),
  particulars: particulars.optional().catch(undefined),
});

/**
 * The error that another process of this service reported by its code; null for a code that is not ours.
 * @param retryAfterS What it said of when to come back.
 */
export function modelErrorOf(reported: z.infer<typeof reportedError>, retryAfterS?: number): KnowledgeError | null {
  const { message, particulars } = reported;
  const code = String(reported.code);
  if (code === 'model.busy') return new ModelBusy(message, retryAfterS);
  if (!Object.hasOwn(BY_CODE, code)) return null;
  // What does not fit its code is found where it is shown.
  return new BY_CODE[code as keyof typeof BY_CODE](message, { particulars: particulars as never });
}
