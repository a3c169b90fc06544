import { type CodeOfDetail, type Failure, PARTICULARS, type ParticularsOf } from '#contracts';
import type { Strings } from '../strings/en/index.js';

type Messages = Strings['messages'];

/**
 * A message of the service in another language: from what its sentence names, or whole where it names nothing. Where that
 * did not come with it, as in what older versions stored, the English sentence is said, behind what the language knows of it.
 */
export function sayIn({ whole, told, before }: Messages, { code, message, particulars }: Failure): string {
  const sentence = isOfDetail(code) ? toldFrom(told, code, particulars) : own(whole, code);
  if (sentence !== undefined) return sentence;
  const lead = own(before, code);
  return lead === undefined ? message : `${lead} ${message}`;
}

/** A code comes from outside, and may be the name of what every object has. */
const own = (sentences: Readonly<Record<string, string>>, code: string): string | undefined =>
  Object.hasOwn(sentences, code) ? sentences[code] : undefined;

const isOfDetail = (code: string): code is CodeOfDetail => Object.hasOwn(PARTICULARS, code);

function toldFrom<C extends CodeOfDetail>(
  told: Messages['told'],
  code: C,
  particulars: Failure['particulars'],
): string | undefined {
  const say = told[code];
  const given = PARTICULARS[code].safeParse(particulars);
  return given.success ? say?.(given.data as ParticularsOf<C>) : undefined;
}
