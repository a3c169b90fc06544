import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Where packages put programs. A parser process has no PATH of its own, so that nothing else can be slipped in. */
const FOLDERS = ['/usr/bin', '/usr/local/bin', '/bin', '/opt/homebrew/bin'];

/** LibreOffice without its start-up script, which would leave a process behind when it is killed. */
const OFFICE_FOLDERS = [
  '/usr/lib/libreoffice/program',
  '/usr/lib64/libreoffice/program',
  '/opt/libreoffice/program',
  '/Applications/LibreOffice.app/Contents/MacOS',
];

/** Where Tesseract is installed, the program that recognises characters; null when it is not. */
export function tesseractPath(): string | null {
  return programIn(FOLDERS, ['tesseract']);
}

/** Where LibreOffice is installed, which converts old Office files; null when it is not. */
export function libreOfficePath(): string | null {
  return programIn(OFFICE_FOLDERS, ['soffice.bin', 'soffice']);
}

/** A program of the system by its name; null when there is none. */
export function systemProgram(name: string): string | null {
  return programIn(FOLDERS, [name]);
}

function programIn(folders: readonly string[], names: readonly string[]): string | null {
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find((path) => existsSync(path)) ?? null;
}
