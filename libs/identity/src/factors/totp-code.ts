import { Secret, TOTP } from 'otpauth';

/** What every authenticator app understands: SHA-1, six digits, thirty seconds. */
const SHAPE = { algorithm: 'SHA1', digits: 6, period: 30 } as const;
/** Clocks of phones are off; so many steps before and after are taken, too. */
const WINDOW = 1;

/** RFC 4226 recommends 160 bits. */
export const SECRET_BYTES = 20;

const totpOf = (secret: Uint8Array, label = '', issuer = 'Chancery'): TOTP =>
  new TOTP({ ...SHAPE, issuer, label, secret: new Secret({ buffer: Uint8Array.from(secret).buffer }) });

/** What an app reads from the picture, and what a person types where there is no camera. */
export function enrolment(secret: Uint8Array, label: string): { uri: string; secret: string } {
  const totp = totpOf(secret, label);
  return { uri: totp.toString(), secret: totp.secret.base32 };
}

/** The time step that a code belongs to, around a moment; null: it is wrong. */
export function stepOf(secret: Uint8Array, code: string, at: Date): number | null {
  const totp = totpOf(secret);
  const delta = totp.validate({ token: code, timestamp: at.getTime(), window: WINDOW });
  return delta === null ? null : totp.counter({ timestamp: at.getTime() }) + delta;
}
