/**
 * What a stored text is read as; null where it is no JSON or lacks what is read from it, which means that it was edited.
 * @throws whatever else the reading throws.
 */
export function ifSound<Read>(read: () => Read): Read | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return null;
    throw error;
  }
}
