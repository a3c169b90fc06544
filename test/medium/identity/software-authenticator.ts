import { createHash, createSign, generateKeyPairSync, randomBytes } from 'node:crypto';
import type { AnsweredPasskey, NewPasskey } from '#identity';

const sha256 = (data: Uint8Array | string) => createHash('sha256').update(data).digest();
const base64url = (data: Uint8Array) => Buffer.from(data).toString('base64url');
const UP = 0x01;
const UV = 0x04;
const ATTESTED = 0x40;

/** An authenticator in software, with one P-256 credential: what it signs can be bent as a test wants. */
export class SoftwareAuthenticator {
  private readonly keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  readonly credentialId = randomBytes(32);
  counter = 0;

  constructor(
    private readonly party: { readonly id: string; readonly origin: string },
    private readonly isVerifying = true,
  ) {}

  make(challenge: string): NewPasskey {
    const clientDataJSON = this.clientData('webauthn.create', challenge);
    const { x, y } = this.keys.publicKey.export({ format: 'jwk' }) as { x: string; y: string };
    const publicKey = cborMap([
      ...([
        [1, 2],
        [3, -7],
        [-1, 1],
      ] as const),
      ...([
        [-2, Buffer.from(x, 'base64url')],
        [-3, Buffer.from(y, 'base64url')],
      ] as const),
    ]);
    const length = Buffer.from([0, this.credentialId.length]);
    const attested = Buffer.concat([Buffer.alloc(16), length, this.credentialId, publicKey]);
    const authData = Buffer.concat([this.authenticatorData(ATTESTED), attested]);
    const attestationObject = cborMap([
      ['fmt', 'none'],
      ['attStmt', 'empty map'],
      ['authData', authData],
    ]);
    return {
      ...this.head(),
      response: {
        clientDataJSON: base64url(clientDataJSON),
        attestationObject: base64url(attestationObject),
        transports: ['internal'],
      },
    };
  }

  answer(challenge: string, bend: { readonly origin?: string; readonly type?: string } = {}): AnsweredPasskey {
    this.counter += 1;
    const clientDataJSON = this.clientData(bend.type ?? 'webauthn.get', challenge, bend.origin);
    const authenticatorData = this.authenticatorData(0);
    const signature = createSign('sha256')
      .update(Buffer.concat([authenticatorData, sha256(clientDataJSON)]))
      .sign(this.keys.privateKey);
    return {
      ...this.head(),
      response: {
        clientDataJSON: base64url(clientDataJSON),
        authenticatorData: base64url(authenticatorData),
        signature: base64url(signature),
      },
    };
  }

  private head() {
    const id = base64url(this.credentialId);
    return { id, rawId: id, type: 'public-key' as const, clientExtensionResults: {} };
  }

  private clientData(type: string, challenge: string, origin = this.party.origin): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  }

  private authenticatorData(more: number): Buffer {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.counter);
    return Buffer.concat([sha256(this.party.id), Buffer.from([UP | (this.isVerifying ? UV : 0) | more]), counter]);
  }
}

type Cbor = number | string | Buffer;

/** As much CBOR as credentials need. */
function cborMap(entries: readonly (readonly [Cbor, Cbor])[]): Buffer {
  return Buffer.concat([head(5, entries.length), ...entries.flat().map(cborOf)]);
}

function cborOf(value: Cbor): Buffer {
  if (value === 'empty map') return head(5, 0);
  if (typeof value === 'number') return value >= 0 ? head(0, value) : head(1, -1 - value);
  const bytes = Buffer.from(value);
  return Buffer.concat([head(typeof value === 'string' ? 3 : 2, bytes.length), bytes]);
}

function head(major: number, length: number): Buffer {
  if (length < 24) return Buffer.from([(major << 5) | length]);
  if (length < 256) return Buffer.from([(major << 5) | 24, length]);
  return Buffer.from([(major << 5) | 25, length >> 8, length & 255]);
}
