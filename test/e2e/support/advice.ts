/** A message for people: whole sentences, without the words of programs or what was sent. */
export function expectAdvice(message: string): void {
  expect(message).toMatch(/^[A-Z“"\p{L}].{15,}[.!?:)\w]$/su);
  expect(message).not.toMatch(/undefined is not|\bat .*:\d+:\d+|ENOENT|EACCES|QueryFailed|node_modules|\/tmp\//);
}
