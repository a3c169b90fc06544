import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tesseractPath } from './installed-programs.js';
import { type RecognisedWords, wordsOfTsv } from './ocr-words.js';
import { runProgram } from './run-program.js';

/** One page or image is given up after this long. */
const MOST_MS_A_PAGE = 60_000;
const USUAL_DPI = 300;
const MEMORY_BYTES = 3_000_000_000;
/** More languages make recognition slow and unsure. */
const MOST_LANGUAGES = 6;
/** Below this the page may stand on its head or side. */
export const UNSURE = 65;

/** Recognises characters on images with the installed Tesseract, for one document. */
export class CharacterRecognition {
  private constructor(
    private readonly program: string,
    private readonly languages: string,
    private readonly canTurn: boolean,
    private readonly until: number,
  ) {}

  /**
   * @param until When to stop, as `Date.now()` counts.
   * @returns Null where Tesseract, or data of any language for it, is not installed.
   */
  static async available(until: number): Promise<CharacterRecognition | null> {
    const program = tesseractPath();
    if (!program) return null;
    const { output } = await runProgram(program, ['--list-langs'], {
      folder: tmpdir(),
      timeoutMs: 10_000,
      memoryBytes: MEMORY_BYTES,
    });
    const installed = output
      .split('\n')
      .slice(1)
      .map((line) => line.trim());
    const languages = installed.filter((name) => /^[a-z]{3}(?:_\w+)?$/.test(name) && name !== 'osd');
    // English first: it is the script and language to fall back on.
    languages.sort((a, b) => Number(b === 'eng') - Number(a === 'eng') || a.localeCompare(b));
    if (languages.length === 0) return null;
    return new CharacterRecognition(
      program,
      languages.slice(0, MOST_LANGUAGES).join('+'),
      installed.includes('osd'),
      until,
    );
  }

  /** Whether time is left for another page. */
  get hasTime(): boolean {
    return Date.now() < this.until;
  }

  /**
   * @param image A file of one or more images, or the bytes of a PNG.
   * @param dpi Pixels an inch; null where only the file itself may say.
   * @returns By page; null when it could not be done in time, or at all.
   */
  async recognise(image: string | Uint8Array, dpi: number | null): Promise<readonly RecognisedWords[] | null> {
    const folder = await mkdtemp(join(tmpdir(), 'chancery-ocr-'));
    try {
      const path = typeof image === 'string' ? image : join(folder, 'page.png');
      if (typeof image !== 'string') await writeFile(path, image);
      const timeoutMs = Math.max(1, Math.min(MOST_MS_A_PAGE, this.until - Date.now()));
      const resolution = dpi === null ? [] : ['--dpi', String(Math.round(dpi))];
      const args = [path, 'stdout', ...resolution, '-l', this.languages];
      const { exitCode, output } = await runProgram(this.program, [...args, '--psm', this.canTurn ? '1' : '3', 'tsv'], {
        folder,
        timeoutMs,
        memoryBytes: MEMORY_BYTES,
        // A page more at a time is worth more than a page sooner.
        env: { OMP_THREAD_LIMIT: '1' },
      });
      return exitCode === 0 ? wordsOfTsv(output, dpi ?? USUAL_DPI) : null;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
}
