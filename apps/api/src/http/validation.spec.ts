import { z } from 'zod';
import type { RequestInvalid } from './http-errors.js';
import { validation } from './validation.js';

const schema = z.strictObject({
  name: z.string('Say what it is called.'),
  tags: z.array(z.strictObject({ label: z.string() })).default([]),
});

async function told(value: unknown): Promise<unknown> {
  const refusal = await validation.transform(value, { type: 'body', schema }).catch((error: unknown) => error);
  return (refusal as RequestInvalid).particulars;
}

it('tells what is missing from what is of a wrong type, whatever the schema says of it', async () => {
  expect(await told({})).toEqual({ field: 'name', problem: 'missing' });
  expect(await told({ name: null })).toEqual({ field: 'name', problem: 'wrong_type' });
  expect(await told({ name: 'x', tags: [{ label: 'a' }, {}] })).toEqual({ field: 'tags.1.label', problem: 'missing' });
  expect(await told({ name: 'x', tags: [null] })).toEqual({ field: 'tags.0', problem: 'wrong_type' });
});

it('names what the schema does not know', async () => {
  expect(await told({ name: 'x', colour: 'red' })).toEqual({ field: 'colour', problem: 'unknown' });
});
