/** Bold on and off, as every terminal knows them. */
const [BOLD, PLAIN] = ['\u001b[1m', '\u001b[22m'];

/**
 * A text with parts of it in bold.
 * @param spans In order, without overlap, in UTF-16 units of `text`.
 * @param print Makes each part safe to print.
 */
export function emphasise(
  text: string,
  spans: readonly (readonly [number, number])[],
  print: (part: string) => string,
): string {
  let at = 0;
  const parts = spans.map(([start, end]) => {
    const before = print(text.slice(at, start));
    at = end;
    return `${before}${BOLD}${print(text.slice(start, end))}${PLAIN}`;
  });
  return parts.join('') + print(text.slice(at));
}
