import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readBeirSet, readJudgments } from './beir-set.js';
import { isSamePlace } from './answers-eval.js';
import { distinct, evenSample } from './retrieval-eval.js';
import { metadataValues, queryFilter, uploadMetadata, uploadText } from './scratch-metadata.js';

const document = (meta: Record<string, unknown>, id = 'd1') => ({ id, title: 'A title', text: 'Text', meta });

describe('readJudgments', () => {
  it('passes over the header, and works without one', () => {
    const expected = new Map([
      [
        'q1',
        new Map([
          ['d1', 2],
          ['d2', 0],
        ]),
      ],
    ]);
    expect(readJudgments(['query-id\tcorpus-id\tscore', 'q1\td1\t2', 'q1\td2\t0', ''])).toEqual(expected);
    expect(readJudgments(['q1\td1\t2', 'q1\td2\t0'])).toEqual(expected);
  });

  it('names the line that is not of the form', () => {
    expect(() => readJudgments(['query-id\tcorpus-id\tscore', 'q1 d1 1'])).toThrow('line 2');
  });
});

describe('readBeirSet', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'chancery-set-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (corpus: string) => {
    writeFileSync(join(folder, 'corpus.jsonl'), corpus);
    writeFileSync(join(folder, 'queries.jsonl'), '{"_id":"q1","text":"what","metadata":{"site":"x"}}\n');
    writeFileSync(join(folder, 'qrels.tsv'), 'query-id\tcorpus-id\tscore\nq1\td1\t1\n');
  };

  it('reads ids and metadata in both spellings', async () => {
    write('\uFEFF{"id":1,"title":null,"text":"one"}\n\n{"_id":"d1","title":"t","text":"two"}\n');
    const set = await readBeirSet(folder);
    expect(set.corpus.map(({ id, title }) => [id, title])).toEqual([
      ['1', ''],
      ['d1', 't'],
    ]);
    expect(set.queries[0]?.meta).toEqual({ site: 'x' });
    expect(set.judgments.get('q1')?.get('d1')).toBe(1);
  });

  it('says which line is broken', async () => {
    write('{"id":"a","text":"one"}\n{"text":"without an id"}\n');
    await expect(readBeirSet(folder)).rejects.toThrow('corpus.jsonl, line 2');
  });

  it('says which file is missing', async () => {
    await expect(readBeirSet(folder)).rejects.toThrow('corpus.jsonl could not be read (ENOENT)');
  });
});

describe('metadata of a scratch corpus', () => {
  it('keeps fields that can be filtered on, with title and corpus id', () => {
    const meta = { site: 'a.com', page: 3, type: 'x', key: 'y', Bad: 'z', long: 'l'.repeat(501), empty: '' };
    expect(uploadMetadata(document(meta))).toEqual({ site: 'a.com', title: 'A title', key: 'd1' });
  });

  it('uploads the title of a document without text', () => {
    expect(uploadText({ ...document({}), text: ' \n' })).toBe('A title');
    expect(uploadText({ ...document({}), text: '', title: '' })).toBe('d1');
  });

  it('filters a query only by values that the corpus has', () => {
    const known = metadataValues([document({ site: 'a.com', kind: 'income' }), document({ site: 'b.com' })]);
    expect(queryFilter({ meta: { site: 'b.com', kind: 'computed', type: 'income', n: 1 } }, known)).toEqual({
      site: 'b.com',
    });
  });
});

describe('samples and places', () => {
  it('spreads a sample evenly and in order', () => {
    expect(evenSample([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 4)).toEqual([0, 2, 5, 7]);
    expect(evenSample([1, 2], 4)).toEqual([1, 2]);
  });

  it('collapses several passages of a document to its best place', () => {
    expect(distinct(['b', 'a', 'b', 'c', 'a'])).toEqual(['b', 'a', 'c']);
  });

  it('takes a path and the same path from further up for one place', () => {
    expect(isSamePlace('samples/hr/leave.md', 'hr/leave.md')).toBe(true);
    expect(isSamePlace('samples/hr/leave.md', 'eave.md')).toBe(false);
  });
});
