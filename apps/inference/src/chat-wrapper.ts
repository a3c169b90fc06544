import type { ChatWrapper, LlamaModel } from 'node-llama-cpp';
import type { LlamaLibrary } from './llama-runtime.js';

const THOUGHT = { open: '<think>', close: '</think>' };

/**
 * How messages become this model's prompt: its own chat template. A model that has tags for thinking among its tokens, but
 * whose template does not mention them, gets its thoughts told apart all the same; otherwise they would pass for the answer.
 */
export function chatWrapperFor(library: LlamaLibrary, model: LlamaModel): ChatWrapper {
  const wrapper = library.resolveChatWrapper(model);
  const template = model.fileInfo.metadata.tokenizer?.chat_template;
  const hasTags = [THOUGHT.open, THOUGHT.close].every((tag) => model.tokenize(tag, true).length === 1);
  if (wrapper.settings.segments?.thought || !template || !hasTags) return wrapper;
  return new library.JinjaTemplateChatWrapper({
    template,
    tokenizer: model.tokenizer,
    segments: { thoughtTemplate: `${THOUGHT.open}{{content}}${THOUGHT.close}` },
  });
}
