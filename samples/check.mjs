#!/usr/bin/env node
/** Check that the sample library holds what its questions and its README say. Exits with 1 and a list on a problem. */
import { readFile, readdir } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { flat, readText } from './read-text.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const problems = [];
const expect = (holds, sentence) => {
  if (!holds) problems.push(sentence);
};

async function textsUnder(folder) {
  const root = join(here, folder);
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const texts = new Map();
  for (const file of files.sort()) texts.set(relative(root, file).split(sep).join('/'), await readText(file));
  return texts;
}

function checkQuestion({ id, text, answers, gold, unanswerable }, documents, revisions) {
  expect(text.trim() !== '', `${id}: has no text`);
  if (unanswerable) return expect(answers.length + gold.length === 0, `${id}: is unanswerable but has gold`);
  expect(answers.length > 0 && gold.length > 0, `${id}: lacks an answer or a source`);
  for (const { path, quote } of gold) {
    const document = documents.get(path);
    if (document === undefined) {
      problems.push(`${id}: ${path} does not exist`);
      continue;
    }
    expect(document.includes(flat(quote)), `${id}: the quote does not occur in ${path}`);
    expect(
      answers.some((answer) => quote.includes(answer)),
      `${id}: no answer occurs in the quote from ${path}`,
    );
    expect(
      !revisions.get(path)?.includes(flat(quote)),
      `${id}: the quote also stands in the first revision of ${path}`,
    );
  }
}

const documents = await textsUnder('documents');
const revisions = await textsUnder('revisions');
const readme = await readFile(join(here, 'README.md'), 'utf8');
const lines = (await readFile(join(here, 'questions.jsonl'), 'utf8')).trim().split('\n');
const questions = lines.map((line) => JSON.parse(line));

for (const path of documents.keys()) expect(readme.includes(`\`${path}\``), `README.md does not list ${path}`);
for (const [path, text] of revisions) {
  expect(documents.has(path), `revisions/${path} has no newer revision under documents/`);
  expect(documents.get(path) !== text, `revisions/${path} equals the newer revision`);
}
expect(new Set(questions.map(({ id }) => id)).size === questions.length, 'two questions share an id');
for (const question of questions) checkQuestion(question, documents, revisions);

const unanswerable = questions.filter((question) => question.unanswerable).length;
console.log(
  `${documents.size} documents, ${revisions.size} older revisions, ${questions.length} questions (${unanswerable} unanswerable)`,
);
for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;
