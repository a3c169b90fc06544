import { resolve } from 'node:path';
import { z } from 'zod';
import { SettingsInvalid } from './refusal.js';

/** Variables about who vouches for the connection: nobody (loopback, or a proxy in front), or this service itself. */
export const tlsVariables = {
  TLS_CERT_FILE: z.string().min(1).optional(),
  TLS_KEY_FILE: z.string().min(1).optional(),
};

/** PEM files, read again when they change. */
export interface TlsSettings {
  /** The certificate, followed by those that it was issued under. */
  readonly certFile: string;
  /** Its private key, without a passphrase. */
  readonly keyFile: string;
}

/** Null: plain HTTP. @throws SettingsInvalid when one file is named without the other. */
export function tlsSettingsOf(env: z.infer<z.ZodObject<typeof tlsVariables>>): TlsSettings | null {
  const { TLS_CERT_FILE: cert, TLS_KEY_FILE: key } = env;
  if (!cert && !key) return null;
  if (!cert) throw new SettingsInvalid(['TLS_CERT_FILE: must be set together with TLS_KEY_FILE']);
  if (!key) throw new SettingsInvalid(['TLS_KEY_FILE: must be set together with TLS_CERT_FILE']);
  return { certFile: resolve(cert), keyFile: resolve(key) };
}
