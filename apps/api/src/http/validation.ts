import { type ArgumentMetadata, StandardSchemaValidationPipe } from '@nestjs/common';
import { RequestInvalid } from './http-errors.js';
import { isStorable } from './storable-text.js';

interface Issue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
  /** Names that the schema does not know, of the object at the path. */
  readonly keys?: readonly string[];
}

/** Checks bodies, queries and parameters against the schema that their route names; failures name each field. */
class Validation extends StandardSchemaValidationPipe {
  constructor() {
    super({
      transform: true,
      exceptionFactory: (issues: readonly Issue[]) =>
        new RequestInvalid(issues.slice(0, 20).map(sentence).join(' '), issues[0] && placeOf(issues[0])),
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

function sentence({ message, path = [] }: Issue): string {
  const where = placeOf({ message, path }).map(String).join('.');
  const what = /[.!?]$/.test(message) ? message : `${message}.`;
  return where ? `${where}: ${what}` : what;
}
