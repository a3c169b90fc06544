import { multipartBody } from './multipart.js';

const file = (fileName: string, ...pieces: string[]) => ({
  fileName,
  sizeBytes: pieces.reduce((sum, piece) => sum + Buffer.byteLength(piece), 0),
  chunks: () => pieces.map((piece) => Buffer.from(piece)),
});

describe('multipartBody', () => {
  it('is read back as it was given, and is as long as it says', async () => {
    const body = multipartBody({ collection: 'Bücher', paths: '["a"]' }, [
      file('ä "q".txt', 'one', ' two'),
      file('b', ''),
    ]);
    const pieces: Uint8Array[] = [];
    for await (const piece of body.chunks()) pieces.push(piece);
    const bytes = Buffer.concat(pieces);
    expect(bytes.length).toBe(body.lengthBytes);

    const form = await new Response(bytes, { headers: { 'content-type': body.contentType } }).formData();
    expect(form.get('collection')).toBe('Bücher');
    expect(form.get('paths')).toBe('["a"]');
    const [first, second] = form.getAll('files') as File[];
    expect(first?.name).toBe('ä "q".txt');
    expect(await first?.text()).toBe('one two');
    expect(second?.size).toBe(0);
  });

  it('can be produced again', async () => {
    const body = multipartBody({}, [file('a', 'x')]);
    const read = async () => {
      let text = '';
      for await (const piece of body.chunks()) text += Buffer.from(piece).toString();
      return text;
    };
    expect(await read()).toBe(await read());
  });
});
