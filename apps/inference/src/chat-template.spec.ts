import type { ChatMessage } from '#models';
import { ChatTemplate } from './chat-template.js';

const SPECIAL = { bos: '<s>', eos: '</s>' };
const user = (content: string): ChatMessage => ({ role: 'user', content });
const system = (content: string): ChatMessage => ({ role: 'system', content });
const STRICT =
  "{%- for m in messages -%}{%- if (m.role == 'user') != (loop.index0 % 2 == 0) -%}" +
  "{{ raise_exception('no') }}{%- endif -%}{{ '[' + m.role + ' ' + m.content + ']' }}{%- endfor -%}";

describe('a chat template', () => {
  it('is ChatML where the file brings none', () => {
    const template = new ChatTemplate(undefined, SPECIAL);
    expect(template.render([system('Be brief.'), user('Why?')], 'auto')).toBe(
      '<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nWhy?<|im_end|>\n<|im_start|>assistant\n',
    );
    expect(template.afterAnswer).toContain('<|im_end|>');
  });

  it('gets the instructions with the first question where it has no place for them', () => {
    expect(new ChatTemplate(STRICT, SPECIAL).render([system('Be brief.'), user('Why?')], 'auto')).toBe(
      '[user Be brief.\n\nWhy?]',
    );
    const deaf = "{%- for m in messages if m.role != 'system' -%}{{ '[' + m.content + ']' }}{%- endfor -%}";
    expect(new ChatTemplate(deaf, SPECIAL).render([system('Be brief.'), user('Why?')], 'auto')).toBe(
      '[Be brief.\n\nWhy?]',
    );
  });

  it('gets neighbours of one role joined where it wants turns to alternate', () => {
    expect(new ChatTemplate(STRICT, SPECIAL).render([user('One.'), user('Two.')], 'auto')).toBe('[user One.\n\nTwo.]');
  });

  it('may refuse a conversation, with a code', () => {
    const template = new ChatTemplate(STRICT, SPECIAL);
    expect(() => template.render([{ role: 'assistant', content: 'Hm.' }], 'auto')).toThrow(
      expect.objectContaining({ code: 'model.request_failed' }),
    );
  });

  it('is told whether to think only when somebody chose', () => {
    const source = "{{ 'unset' if enable_thinking is not defined else enable_thinking }} {{ reasoning_effort }}";
    const template = new ChatTemplate(source, SPECIAL);
    const told = (['auto', 'on', 'off'] as const).map((reasoning) => template.render([user('Why?')], reasoning).trim());
    expect(told).toEqual(['unset', 'true', 'false low']);
  });
});
