import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CFB } from '@e965/xlsx';
import { libreOfficePath } from './installed-programs.js';
import { DocumentCorrupt, DocumentEncrypted, NeedsLibreOffice, parseTimeout, WrongContent } from './parse-errors.js';
import { DEFAULT_PARSE_LIMITS, type ParsedDocument, type ParseLimits } from './parsed-document.js';
import { runProgram } from './run-program.js';

type OldType = 'doc' | 'ppt';

const FORMATS = {
  doc: { name: 'Word document', modern: 'docx', stream: 'WordDocument' },
  ppt: { name: 'PowerPoint presentation', modern: 'pptx', stream: 'PowerPoint Document' },
} as const;

const MEMORY_BYTES = 4_000_000_000;
const CONVERSION_SHARE = 0.8;
/** LibreOffice ends with this when it has just made a new profile, and wants to be started anew. */
const RESTART = 81;
const MOST_STARTS = 3;

/**
 * Read an old Word or PowerPoint file: LibreOffice converts it in a folder of its own, and the parser of the new format reads it.
 * @throws NeedsLibreOffice, DocumentEncrypted, DocumentCorrupt, WrongContent, `parse.timeout`, and what the new format's parser throws
 */
export async function parseOldOffice(
  path: string,
  type: OldType,
  limits: ParseLimits = DEFAULT_PARSE_LIMITS,
): Promise<ParsedDocument> {
  const until = Date.now() + limits.timeoutMs * CONVERSION_SHARE;
  const { name, modern } = FORMATS[type];
  checkContainer(await readFile(path), type);
  const program = libreOfficePath();
  if (!program) throw new NeedsLibreOffice(name, modern);
  const folder = await mkdtemp(join(tmpdir(), 'chancery-office-'));
  try {
    const source = join(folder, `document.${type}`);
    await copyFile(path, source);
    await writeProfile(join(folder, 'profile', 'user'));
    const isDone = await convert(program, source, modern, { folder, until });
    if (!isDone) throw parseTimeout(limits.timeoutMs);
    return await readConverted(join(folder, `document.${modern}`), type, limits);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Refuse what no conversion can mend: another content, or a password. */
function checkContainer(bytes: Buffer, type: OldType): void {
  const { name, stream } = FORMATS[type];
  const content = streamOf(bytes, stream, name);
  if (!content) throw new WrongContent(type, name);
  // [MS-DOC] 2.5.2, fEncrypted; [MS-PPT] 2.3.2, the token of encrypted files.
  const user = type === 'ppt' ? streamOf(bytes, 'Current User', name) : null;
  const isLocked = type === 'doc' ? ((content[11] ?? 0) & 1) === 1 : user?.indexOf(ENCRYPTED_SHOW) === 12;
  if (isLocked) throw new DocumentEncrypted(name);
}

const ENCRYPTED_SHOW = Buffer.from([0xdf, 0xc4, 0xd1, 0xf3]);

/** The part of SheetJS that reads compound files; it comes without types. */
const containers = CFB as {
  read(bytes: Buffer, options: { type: 'buffer' }): unknown;
  find(container: unknown, path: string): { content: Uint8Array } | null;
};

function streamOf(bytes: Buffer, stream: string, format: string): Buffer | null {
  try {
    const entry = containers.find(containers.read(bytes, { type: 'buffer' }), `/${stream}`);
    return entry ? Buffer.from(entry.content) : null;
  } catch (error) {
    throw new DocumentCorrupt(format, 'its container is damaged', { cause: error });
  }
}

/** Settings under which no macro runs and nothing is fetched: what a document links to is blocked, and any proxy is a dead end. */
const SETTINGS: readonly (readonly [path: string, name: string, value: string])[] = [
  ['/org.openoffice.Office.Common/Security/Scripting', 'DisableMacrosExecution', 'true'],
  ['/org.openoffice.Office.Common/Security/Scripting', 'MacroSecurityLevel', '3'],
  ['/org.openoffice.Office.Common/Security/Scripting', 'BlockUntrustedRefererLinks', 'true'],
  ['/org.openoffice.Office.Common/Security/Scripting', 'DisableActiveContent', 'true'],
  ['/org.openoffice.Inet/Settings', 'ooInetProxyType', '2'],
  ['/org.openoffice.Inet/Settings', 'ooInetHTTPProxyName', '127.0.0.1'],
  ['/org.openoffice.Inet/Settings', 'ooInetHTTPProxyPort', '9'],
  ['/org.openoffice.Inet/Settings', 'ooInetHTTPSProxyName', '127.0.0.1'],
  ['/org.openoffice.Inet/Settings', 'ooInetHTTPSProxyPort', '9'],
];

async function writeProfile(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const items = SETTINGS.map(
    ([path, name, value]) =>
      `<item oor:path="${path}"><prop oor:name="${name}" oor:op="fuse"><value>${value}</value></prop></item>`,
  );
  const root = '<oor:items xmlns:oor="http://openoffice.org/2001/registry">';
  await writeFile(join(folder, 'registrymodifications.xcu'), `${root}${items.join('')}</oor:items>`);
}

/** Whether it came to an end in time. Without a result the parser of the new format finds no file. */
async function convert(
  program: string,
  source: string,
  modern: string,
  { folder, until }: { folder: string; until: number },
): Promise<boolean> {
  const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`;
  const quiet = ['--headless', '--norestore', '--nolockcheck', '--nodefault', '--nologo'];
  for (let start = 0; start < MOST_STARTS; start++) {
    const { exitCode } = await runProgram(
      program,
      [profile, ...quiet, '--convert-to', modern, '--outdir', folder, source],
      { folder, timeoutMs: Math.max(1, until - Date.now()), memoryBytes: MEMORY_BYTES },
    );
    if (exitCode !== RESTART) return exitCode !== null || Date.now() < until;
  }
  return true;
}

async function readConverted(path: string, type: OldType, limits: ParseLimits): Promise<ParsedDocument> {
  const parse =
    type === 'doc' ? (await import('./parse-docx.js')).parseDocx : (await import('./parse-pptx.js')).parsePptx;
  try {
    return await parse(path, limits);
  } catch (error) {
    if (error instanceof DocumentCorrupt)
      throw new DocumentCorrupt(FORMATS[type].name, NOT_CONVERTED, { cause: error });
    throw error;
  }
}

const NOT_CONVERTED = 'LibreOffice could not convert it';
