/**
 * What the service's English sentences name, by their code, with `#` and a word of our own where one code has several sentences.
 * A sentence that was worded anew in the service matches no more: then it is shown as it is, behind its translation.
 */
const SENTENCES: Readonly<Record<string, RegExp>> = {
  'answer.citation_dropped': /^(\d+) citations? did/,
  'answer.unsupported_sentences': /^(\d+) of (\d+) sentences/,
  'answer.superseded_sources': /no longer stands: (.+)\. Open the source/,
  'limit.reached': /Try again in (\d+) seconds/,
  'password.weak#short': /at least (\d+) characters/,
  'password.weak#long': /at most (\d+) characters/,
  'password.weak#common': /tried first/,
  'password.weak#repetitive': /over and over/,
  'password.weak#personal': /your own name/,
  'document.too_large': /larger than (\d+) MB/,
  'document.corrupt': /cannot be read \((.+)\)\. Open it/,
  'document.no_text#scanned': /None of the (\d+) page\(s\) holds text, so it looks scanned/,
  'document.no_text#tried': /None of the (\d+) page\(s\) holds text, and character recognition/,
  'archive.too_many_members#kept': /^More than ([\d,]+) files come out/,
  'archive.too_many_members#looked': /^It holds more than ([\d,]+) files/,
  'archive.too_large': /^More than ([\d,]+) MB come out/,
  'archive.ratio': /more than ([\d,]+) times its size/,
  'archive.too_deep': /more than (\d+) archives deep/,
  'parse.timeout': /longer than ([\d.]+) seconds/,
  'parse.memory_limit': /more than (\d+) MB of memory/,
  'retention.too_short': /at least (\d+) days/,
  'record.erased': /under certificate ([^ ;]+);/,
  'decision.erased': /under certificate ([^ ;]+);/,
  'decision.reviewers_too_few': /needs (\d+) beside .* names (\d+)\./,
  'model.disk_full': /has ([\d.]+ [GM]iB) free/,
  'search.bad_operator#date': /^"(.+)" is no date\. Write (.+)\.$/,
  'search.bad_operator#type': /^"(.+)" is no type of document that is read\. Write type: and one of (.+)\.$/,
  'search.bad_operator#language': /^"(.+)" is no language\./,
  'search.bad_operator#word': /^"(.+)" has no word to look for\./,
  'search.phrase_too_common': /^"(.+)" has only words/,
  'schedule.invalid': /^"(.*)" is no schedule/,
  'source.program_missing': /^"([^"]+)" is not installed/,
  'source.entry_too_large': /larger than ([\d.]+) MB/,
  'outbound.refused': /^"([^"]+)" is not in the public/,
  'outbound.unreachable': /^"([^"]+)" could not be reached \(([^)]*)\)/,
  'outbound.too_large': /larger than ([\d.]+) MB/,
  'page.running_lines': /left out of the text: (.+)\.$/,
  'ocr.page': /confidence (\d+) %/,
  'ocr.low_confidence': /confidence (\d+) %/,
  'image.skipped#described': /^(\d+) image\(s\)/,
  'image.skipped#pictures': /^(\d+) picture\(s\)/,
  'text.hidden': /^(\d+) stretch/,
  'encoding.guessed': /it was read as ([^ ]+)\. Save/,
  'table.quotes': /^(\d+) place\(s\) .* in row (\d+);/,
  'sheet.cut': /^Only the first ([\d,]+) rows of sheet (\d+)/,
  'formula.no_result': /^(\d+) formula/,
  'part.cut': /^Only the first (\d+) parts of the book were read; (\d+) were not/,
  'attachment.skipped#whole': /^The attachment (.+) was not read; upload it/,
  'member.not_read#objects': /^(\d+) embedded object/,
  'member.renamed': /the file is kept as (.+)\.$/,
  'member.place_taken': /^(.+) was not read from here/,
  'notes.more': /^(\d+) further notes/,
};

const PLACE = /\{(\d)\}/g;

/**
 * @param filled Translated sentences by the names that stand above, with `{1}` for the first of what each names.
 * @returns null where the sentence has no translation that says all of it.
 */
export function fillIn(filled: Readonly<Record<string, string>>, code: string, message: string): string | null {
  for (const [name, sentence] of Object.entries(SENTENCES)) {
    const template = name === code || name.startsWith(`${code}#`) ? filled[name] : undefined;
    const found = template === undefined ? null : sentence.exec(message);
    if (template !== undefined && found)
      return template.replace(PLACE, (_, place: string) => found[Number(place)] ?? '');
  }
  return null;
}

/** The names by which languages know what they may translate. */
export const FILLABLE: ReadonlySet<string> = new Set(Object.keys(SENTENCES));
