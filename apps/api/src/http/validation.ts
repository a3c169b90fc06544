import { type ArgumentMetadata, StandardSchemaValidationPipe } from '@nestjs/common';
import type { Told } from '#contracts';
import { RequestInvalid } from './http-errors.js';
import { isStorable } from './storable-text.js';

/** A name of a field is told as far as people would read it. */
const LONGEST_FIELD = 100;

interface Issue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
  /** What zod says beside its sentence. */
  readonly code?: string;
  readonly origin?: string;
  readonly minimum?: number | bigint;
  readonly maximum?: number | bigint;
  /** Names that the schema does not know, of the object at the path. */
  readonly keys?: readonly string[];
}

/** Checks bodies, queries and parameters against the schema that their route names; failures name each field. */
class Validation extends StandardSchemaValidationPipe {
  constructor() {
    super({
      transform: true,
      exceptionFactory: (issues: readonly Issue[]) =>
        new RequestInvalid(
          issues.slice(0, 20).map(sentence).join(' '),
          toldOf(issues[0]),
          issues[0] && placeOf(issues[0]),
        ),
    });
  }

  override async transform<T>(value: T, metadata: ArgumentMetadata): Promise<T> {
    if (metadata.type === 'body' && value === undefined && !(await takesNothing(metadata)))
      throw new RequestInvalid(
        'There is no body that is read here. Send JSON with "Content-Type: application/json", or files as multipart/form-data.',
      );
    const valid = await super.transform(value, metadata);
    if (metadata.schema && !isStorable(valid))
      throw new RequestInvalid(
        'The text holds a NUL character or one half of a character (an unpaired surrogate). Take it out and send the rest again.',
        { problem: 'unstorable' },
      );
    return valid;
  }
}

/** Whether the route's schema has an answer of its own to a request without a body. */
async function takesNothing({ schema }: ArgumentMetadata): Promise<boolean> {
  const checked = await schema?.['~standard'].validate(undefined);
  return checked !== undefined && checked.issues === undefined;
}

export const validation = new Validation();

const placeOf = ({ path = [], keys = [] }: Issue): PropertyKey[] => [
  ...path.map((part) => (typeof part === 'object' ? part.key : part)),
  ...keys.slice(0, 1),
];

/** The first thing that does not fit, as data. */
function toldOf(issue: Issue | undefined): Told<'request.invalid'>['particulars'] {
  if (!issue) return { problem: 'other' };
  const field = placeOf(issue).map(String).join('.').slice(0, LONGEST_FIELD);
  return { ...problemOf(issue), ...(field !== '' && { field }) };
}

function problemOf({ code, origin, minimum, maximum, message }: Issue): Told<'request.invalid'>['particulars'] {
  const isLength = origin === 'string' || origin === 'array';
  if (code === 'too_small' && isLength && Number(minimum) === 1) return { problem: 'missing' };
  if (code === 'too_small') return { problem: isLength ? 'too_short' : 'too_small', limit: Number(minimum) };
  if (code === 'too_big') return { problem: isLength ? 'too_long' : 'too_big', limit: Number(maximum) };
  if (code === 'unrecognized_keys') return { problem: 'unknown' };
  if (code === 'invalid_type') return { problem: /received undefined$/.test(message) ? 'missing' : 'wrong_type' };
  return { problem: 'unfit' };
}

function sentence({ message, path = [] }: Issue): string {
  const where = placeOf({ message, path }).map(String).join('.');
  const what = /[.!?]$/.test(message) ? message : `${message}.`;
  return where ? `${where}: ${what}` : what;
}
