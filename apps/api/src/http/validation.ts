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

/** What does not fit, on its way to where the value is known. */
class Unfit extends Error {
  constructor(readonly issues: readonly Issue[]) {
    super('The value does not fit.');
  }
}

/** Checks bodies, queries and parameters against the schema that their route names; failures name each field. */
class Validation extends StandardSchemaValidationPipe {
  constructor() {
    super({ transform: true, exceptionFactory: (issues: readonly Issue[]) => new Unfit(issues) });
  }

  override async transform<T>(value: T, metadata: ArgumentMetadata): Promise<T> {
    if (metadata.type === 'body' && value === undefined && !(await takesNothing(metadata)))
      throw new RequestInvalid(
        'There is no body that is read here. Send JSON with "Content-Type: application/json", or files as multipart/form-data.',
      );
    const valid = await super.transform(value, metadata).catch((error: unknown) => {
      throw error instanceof Unfit ? refusalOf(error, value) : error;
    });
    if (metadata.schema && !isStorable(valid))
      throw new RequestInvalid(
        'The text holds a NUL character or one half of a character (an unpaired surrogate). Take it out and send the rest again.',
        { problem: 'unstorable' },
      );
    return valid;
  }
}

function refusalOf({ issues }: Unfit, value: unknown): RequestInvalid {
  const [first] = issues;
  const particulars = first ? toldOf(first, value) : { problem: 'other' as const };
  return new RequestInvalid(issues.slice(0, 20).map(sentence).join(' '), particulars, first && placeOf(first));
}

/** Whether the route's schema has an answer of its own to a request without a body. */
async function takesNothing({ schema }: ArgumentMetadata): Promise<boolean> {
  const checked = await schema?.['~standard'].validate(undefined);
  return checked !== undefined && checked.issues === undefined;
}

/** For every route of the API. @throws RequestInvalid also for text that PostgreSQL can't store. */
export const validation = new Validation();

const placeOf = ({ path = [], keys = [] }: Issue): PropertyKey[] => [
  ...path.map((part) => (typeof part === 'object' ? part.key : part)),
  ...keys.slice(0, 1),
];

/** The first thing that does not fit, as data. */
function toldOf(issue: Issue, value: unknown): Told<'request.invalid'>['particulars'] {
  const field = placeOf(issue).map(String).join('.').slice(0, LONGEST_FIELD);
  return { ...problemOf(issue, value), ...(field !== '' && { field }) };
}

function problemOf(issue: Issue, value: unknown): Told<'request.invalid'>['particulars'] {
  const { code, origin, minimum, maximum } = issue;
  const isLength = origin === 'string' || origin === 'array';
  if (code === 'too_small' && isLength && Number(minimum) === 1) return { problem: 'missing' };
  if (code === 'too_small') return { problem: isLength ? 'too_short' : 'too_small', limit: Number(minimum) };
  if (code === 'too_big') return { problem: isLength ? 'too_long' : 'too_big', limit: Number(maximum) };
  if (code === 'unrecognized_keys') return { problem: 'unknown' };
  if (code === 'invalid_type')
    return { problem: sentAt(value, placeOf(issue)) === undefined ? 'missing' : 'wrong_type' };
  return { problem: 'unfit' };
}

const sentAt = (value: unknown, place: readonly PropertyKey[]): unknown =>
  place.reduce<unknown>((outer, key) => (outer as Record<PropertyKey, unknown> | null | undefined)?.[key], value);

function sentence({ message, path = [] }: Issue): string {
  const where = placeOf({ message, path }).map(String).join('.');
  const what = /[.!?]$/.test(message) ? message : `${message}.`;
  return where ? `${where}: ${what}` : what;
}
