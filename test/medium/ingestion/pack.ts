import { crc32, deflateRawSync, gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';

type Files = Readonly<Record<string, Uint8Array | string>>;

/** A ZIP archive with members of any name, hostile ones too. @param flags General purpose bits of every member. */
export function zipOf(files: Files, flags = 0x800): Buffer {
  const [locals, directory]: [Buffer[], Buffer[]] = [[], []];
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    const [raw, path] = [Buffer.from(content), Buffer.from(name)];
    const packed = deflateRawSync(raw);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(flags, 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(raw), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(raw.length, 18);
    common.writeUInt16LE(path.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), common, path, packed]);
    locals.push(local);
    directory.push(Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0000', 'latin1'), common, place, path]));
    offset += local.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(directory.length, 4);
  end.writeUInt16LE(directory.length, 6);
  end.writeUInt32LE(entries.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, entries, Buffer.from('PK\u0005\u0006'), end]);
}

export async function tarOf(files: Files): Promise<Buffer> {
  const tar = pack();
  for (const [name, content] of Object.entries(files)) tar.entry({ name }, Buffer.from(content));
  tar.finalize();
  const parts: Buffer[] = [];
  for await (const part of tar) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

export const tgzOf = async (files: Files): Promise<Buffer> => gzipSync(await tarOf(files));

export interface Mail {
  readonly subject: string;
  readonly body: string;
  readonly id?: string;
  readonly inReplyTo?: string;
  /** Media type and bytes by name. */
  readonly attachments?: Readonly<Record<string, readonly [type: string, bytes: Uint8Array | string]>>;
}

/** A message as it goes over the wire. */
export function mailOf({ subject, body, id, inReplyTo, attachments = {} }: Mail): string {
  const border = `border-${subject.replace(/\W/g, '-')}`;
  const head = [
    'From: Ada <ada@a.example>',
    'To: bob@b.example',
    'Date: Mon, 5 May 2031 10:00:00 +0200',
    `Subject: ${subject}`,
    ...(id ? [`Message-ID: ${id}`] : []),
    ...(inReplyTo ? [`In-Reply-To: ${inReplyTo}`] : []),
    'MIME-Version: 1.0',
    `Content-Type: multipart/mixed; boundary=${border}`,
  ];
  const parts = Object.entries(attachments).map(([name, [type, bytes]]) => {
    const disposition = `Content-Disposition: attachment; filename="${name}"`;
    if (type === 'message/rfc822') return `Content-Type: ${type}\r\n${disposition}\r\n\r\n${String(bytes)}`;
    const encoded = Buffer.from(bytes).toString('base64').replace(/.{76}/g, '$&\r\n');
    return `Content-Type: ${type}\r\n${disposition}\r\nContent-Transfer-Encoding: base64\r\n\r\n${encoded}`;
  });
  const text = `Content-Type: text/plain; charset=utf-8\r\n\r\n${body}`;
  const all = [text, ...parts].map((part) => `--${border}\r\n${part}\r\n`).join('');
  return `${head.join('\r\n')}\r\n\r\n${all}--${border}--\r\n`;
}

export const mailboxOf = (mails: readonly Mail[]): string =>
  mails.map((mail) => `From ada Mon May  5 10:00:00 2031\r\n${mailOf(mail)}\r\n`).join('');
