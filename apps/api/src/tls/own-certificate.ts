import { readFileSync } from 'node:fs';
import type { Server } from 'node:https';
import { type SecureContextOptions, type TlsOptions, createSecureContext } from 'node:tls';
import { Logger } from '@nestjs/common';
import type { TlsSettings } from '#config';
import { KnowledgeError } from '#knowledge';

/** Certificates are renewed every few weeks; nobody waits for the minute. */
const LOOK_EVERY_MS = 10_000;
/** Of a connection on which nobody has said yet what they want. */
const HANDSHAKE_MS = 20_000;

/** With forward secrecy and authenticated encryption alone, the strongest first. */
const CIPHERS = [
  ...['TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256', 'TLS_AES_128_GCM_SHA256'],
  ...['ECDHE-ECDSA-AES256-GCM-SHA384', 'ECDHE-RSA-AES256-GCM-SHA384'],
  ...['ECDHE-ECDSA-CHACHA20-POLY1305', 'ECDHE-RSA-CHACHA20-POLY1305'],
  ...['ECDHE-ECDSA-AES128-GCM-SHA256', 'ECDHE-RSA-AES128-GCM-SHA256'],
].join(':');

/** At the start it ends the start; a certificate renewed later that can't be used leaves the one before in place. */
export class CertificateUnusable extends KnowledgeError {
  readonly code = 'tls.certificate_unusable';
  readonly kind = 'invalid';
  constructor({ certFile, keyFile }: TlsSettings, cause: unknown) {
    super(
      `The certificate in ${certFile} and the key in ${keyFile} can't be used (${reasonOf(cause)}). Both are PEM files, the key without a passphrase and the certificate's own.`,
      { cause },
    );
  }
}

/** The certificate that the service answers https with, read again when its files change. */
export class OwnCertificate {
  private readonly log = new Logger('tls');
  private pair: Pair;

  /** @throws CertificateUnusable */
  constructor(private readonly files: TlsSettings) {
    try {
      this.pair = checked(this.read());
    } catch (cause) {
      throw new CertificateUnusable(files, cause);
    }
  }

  /** What a server starts with. */
  options(): SecureContextOptions & Pick<TlsOptions, 'handshakeTimeout'> {
    return { ...contextOf(this.pair), handshakeTimeout: HANDSHAKE_MS };
  }

  /** New connections get what stands in the files now; what can't be used is reported, and the one before goes on. */
  watch(server: Server): () => void {
    const timer = setInterval(() => this.look(server), LOOK_EVERY_MS);
    timer.unref();
    return () => clearInterval(timer);
  }

  private look(server: Server): void {
    try {
      const found = this.read();
      if (found.cert === this.pair.cert && found.key === this.pair.key) return;
      // One file may be in place before the other: the pair is tried again at the next look.
      this.pair = checked(found);
      server.setSecureContext(contextOf(found));
      this.log.warn('The certificate was read anew; new connections use it.');
    } catch (cause) {
      this.log.error(new CertificateUnusable(this.files, cause).message);
    }
  }

  private read(): Pair {
    return { cert: readFileSync(this.files.certFile, 'utf8'), key: readFileSync(this.files.keyFile, 'utf8') };
  }
}

interface Pair {
  readonly cert: string;
  readonly key: string;
}

const contextOf = (pair: Pair): SecureContextOptions => ({
  ...pair,
  ...{ minVersion: 'TLSv1.2', ciphers: CIPHERS, honorCipherOrder: true },
});

/** @throws Error when the two do not belong together, or one is none. */
function checked(pair: Pair): Pair {
  createSecureContext(contextOf(pair));
  return pair;
}

/** OpenSSL's word for it, or the system's; never anything of the files. */
function reasonOf(cause: unknown): string {
  const { code, message = '' } = cause as { code?: string; message?: string };
  return code ?? message.replace(/^error:\w+:/, '');
}
