import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as https from 'node:https';
import type { Duplex } from 'node:stream';
import * as tls from 'node:tls';

type Made = (error: Error | null, socket: Duplex) => void;

/**
 * Connects to whoever holds the key of one certificate, whatever name it is for and whoever issued it: the service on this
 * machine, whose certificate lies in a file here, is reached by a number and may have vouched for itself.
 */
export class PinnedAgent extends https.Agent {
  constructor(private readonly file: string) {
    super({ keepAlive: true });
  }

  /** Nothing is sent before the certificate was compared. */
  override createConnection(options: tls.ConnectionOptions, made?: Made): Duplex | null | undefined {
    // Trust is decided below, by the certificate itself, which is more than an authority's word for a name.
    const socket = tls.connect({ ...options, rejectUnauthorized: false });
    const refuse = (error: Error) => made?.(error, socket);
    socket.once('error', refuse);
    socket.once('secureConnect', () => {
      socket.off('error', refuse);
      if (this.isOwn(socket.getPeerX509Certificate())) return made?.(null, socket);
      socket.destroy();
      made?.(new Error('another certificate than that of the service here'), socket);
    });
    return undefined;
  }

  private isOwn(shown: X509Certificate | undefined): boolean {
    try {
      return shown?.fingerprint256 === new X509Certificate(readFileSync(this.file)).fingerprint256;
    } catch {
      return false;
    }
  }
}
