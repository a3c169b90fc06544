import { PARTICULARS } from '#contracts';
import { AddressRefused, BadRedirect, HostUnreachable, ReplyTooLarge } from '#outbound';

it.each([
  new AddressRefused('a.example'),
  new HostUnreachable('a.example', { code: 'ECONNREFUSED' }),
  new HostUnreachable('a.example', new Error('https://user:secret@a.example broke')),
  new ReplyTooLarge(3 * 1024 * 1024),
  new BadRedirect('often', 5),
  new BadRedirect('outside'),
])('what $code names is what is declared of it, and all of that stands in its sentence', (error) => {
  expect(PARTICULARS[error.code].strict().parse(error.particulars)).toEqual(error.particulars);
  const { where: _, ...named } = error.particulars as Record<string, string | number>;
  for (const value of Object.values(named)) expect(error.message).toContain(String(value));
});
