import { Template } from '@huggingface/jinja';
import { ModelRequestFailed } from '#models';
import type { ChatMessage, Reasoning } from '#models';

/** Used for a model file that brings no template, as llama.cpp does. */
const CHATML =
  "{%- for message in messages -%}{{ '<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>\\n' }}" +
  "{%- endfor -%}{%- if add_generation_prompt -%}{{ '<|im_start|>assistant\\n' }}{%- endif -%}";

/** As the model's file spells them; empty where it has none. */
export interface SpecialTexts {
  readonly bos: string;
  readonly eos: string;
}

/**
 * A model's own chat template (Jinja, as its file carries it in `tokenizer.chat_template`), rendered by the engine that
 * llama.cpp's bindings use.
 */
export class ChatTemplate {
  readonly source: string;
  private readonly template: Template;
  private readonly keepsSystem: boolean;

  /** @throws when the template cannot be read. */
  constructor(
    source: string | undefined,
    private readonly special: SpecialTexts,
  ) {
    this.source = source?.trim() ? source : CHATML;
    this.template = new Template(this.source);
    this.keepsSystem =
      this.tries([
        { role: 'system', content: PROBE },
        { role: 'user', content: 'q' },
      ])?.includes(PROBE) ?? false;
  }

  /**
   * The prompt for the next answer. Where the template knows no system messages, they are put before the first question;
   * where it wants turns to alternate, neighbours of one role are joined.
   * @throws ModelRequestFailed for a conversation that the template refuses.
   */
  render(messages: readonly ChatMessage[], reasoning: Reasoning): string {
    const wanted = this.keepsSystem ? messages : withoutSystem(messages);
    const text = this.tries(wanted, reasoning) ?? this.tries(alternating(withoutSystem(messages)), reasoning);
    if (text !== undefined) return text;
    throw new ModelRequestFailed('The chat template of this model refuses the conversation. Begin with a question.');
  }

  /** What the template writes after an answer, such as `<|im_end|>`; the model may end its reply with it. */
  get afterAnswer(): string {
    const text = this.tries(
      [
        { role: 'user', content: 'q' },
        { role: 'assistant', content: PROBE },
        { role: 'user', content: 'q' },
      ],
      'auto',
      false,
    );
    const at = text?.lastIndexOf(PROBE) ?? -1;
    return text === undefined || at < 0 ? '' : text.slice(at + PROBE.length);
  }

  private tries(messages: readonly ChatMessage[], reasoning: Reasoning = 'auto', asks = true): string | undefined {
    try {
      return this.template.render({
        messages: messages.map((message) => ({ ...message })),
        // As Transformers renders without tools; some templates ask for their number before whether there are any.
        tools: null,
        add_generation_prompt: asks,
        bos_token: this.special.bos,
        eos_token: this.special.eos,
        ...switchOf(reasoning),
      });
    } catch {
      // Templates refuse by raising an exception; the caller knows another way to say the same.
      return undefined;
    }
  }
}

const PROBE = 'a-text-that-stands-nowhere-else';

/** Families spell the switch differently; gpt-oss has an effort instead, of which `low` is the least. */
function switchOf(reasoning: Reasoning): Record<string, unknown> {
  if (reasoning === 'auto') return {};
  return { enable_thinking: reasoning === 'on', ...(reasoning === 'off' ? { reasoning_effort: 'low' } : {}) };
}

function withoutSystem(messages: readonly ChatMessage[]): ChatMessage[] {
  const system = messages.filter(({ role }) => role === 'system').map(({ content }) => content);
  const others = messages.filter(({ role }) => role !== 'system');
  const first = others.findIndex(({ role }) => role === 'user');
  if (system.length === 0) return others;
  if (first < 0) return [{ role: 'user', content: system.join('\n\n') }, ...others];
  return others.map((message, index) =>
    index === first ? { ...message, content: [...system, message.content].join('\n\n') } : message,
  );
}

function alternating(messages: readonly ChatMessage[]): ChatMessage[] {
  const joined: ChatMessage[] = [];
  for (const message of messages) {
    const last = joined.at(-1);
    if (last?.role === message.role)
      joined[joined.length - 1] = { ...last, content: `${last.content}\n\n${message.content}` };
    else joined.push(message);
  }
  return joined;
}
