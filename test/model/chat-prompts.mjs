// Makes prompts as the inference host does, in a process of its own. Standard input: [{ file, asks: [{ messages, reasoning }] }];
// standard output: for each file, for each of its asks, the prompt's text, its special tokens, and whether the text gives those tokens again.
import { text } from 'node:stream/consumers';
import { ChatFormat } from '../../dist/apps/inference/src/chat-format.js';
import { LlamaRuntime } from '../../dist/apps/inference/src/llama-runtime.js';

const runtime = await LlamaRuntime.start();
const answers = [];
for (const { file, asks } of JSON.parse(await text(process.stdin))) {
  const model = await runtime.llama.loadModel({ modelPath: file });
  const format = ChatFormat.of(model);
  const isSpecial = (token) => {
    const { control, userDefined } = model.getTokenAttributes(token);
    return control || userDefined;
  };
  answers.push(
    asks.map(({ messages, reasoning }) => {
      const { tokens } = format.prompt(messages, { reasoning, isConstrained: false });
      const prompt = model.detokenize(tokens, true);
      const specials = tokens.filter(isSpecial);
      return { prompt, specials, isExact: model.tokenize(prompt, true).join() === tokens.join() };
    }),
  );
  await model.dispose();
}
await runtime.dispose();
process.stdout.write(JSON.stringify(answers));
