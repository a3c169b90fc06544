import { StandardSchemaValidationPipe } from '@nestjs/common';
import { RequestInvalid } from './http-errors.js';

interface Issue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** Checks bodies, queries and parameters against the schema that their route names; failures name each field. */
export const validation = new StandardSchemaValidationPipe({
  transform: true,
  exceptionFactory: (issues: readonly Issue[]) => new RequestInvalid(issues.slice(0, 20).map(sentence).join(' ')),
});

function sentence({ message, path }: Issue): string {
  const where = (path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.');
  const what = /[.!?]$/.test(message) ? message : `${message}.`;
  return where ? `${where}: ${what}` : what;
}
