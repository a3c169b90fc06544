import type { LlamaModel, Token } from 'node-llama-cpp';
import { ModelCorrupt, ReplyReader, marksOf, markupOf } from '#models';
import type { ChatMessage, Reasoning, ReplyMarkup } from '#models';
import { ChatTemplate } from './chat-template.js';

/** A prompt and what reads its reply: a template that opens the thinking changes how the reply begins. */
export interface ChatPrompt {
  readonly tokens: readonly Token[];
  /** Reads the reply to this prompt, once. */
  readonly reader: ReplyReader;
}

/** What a prompt depends on besides its messages. */
export interface PromptOptions {
  readonly reasoning: Reasoning;
  /** The answer has to keep to a grammar, so that it must be known where the answer begins. */
  readonly isConstrained: boolean;
  /** Texts that end the reply, beside the model's own. */
  readonly stops?: readonly string[];
}

/** How a model is spoken to: its own template for the prompt, its own markup for the reply. */
export class ChatFormat {
  readonly markup: ReplyMarkup;
  private readonly ends: readonly string[];

  private constructor(
    private readonly model: LlamaModel,
    private readonly template: ChatTemplate,
  ) {
    this.markup = markupOf(template.source, (text) => model.tokenize(text, true).length === 1);
    const end = template.afterAnswer.trim();
    const [first] = end === '' ? [] : model.tokenize(end, true);
    const isToken = first !== undefined && this.isMark(first);
    this.ends = this.markup.kind === 'harmony' || end === '' ? [] : [isToken ? model.detokenize([first], true) : end];
  }

  /** @throws ModelCorrupt for a template that cannot be read. */
  static of(model: LlamaModel): ChatFormat {
    const source = model.fileInfo.metadata.tokenizer?.chat_template;
    const special = { bos: model.tokens.bosString ?? '', eos: model.tokens.eosString ?? '' };
    try {
      return new ChatFormat(model, new ChatTemplate(source, special));
    } catch (cause) {
      throw new ModelCorrupt('The chat template of this model cannot be read. Import another file of it.', { cause });
    }
  }

  /**
   * The tokens that ask for the next answer. Texts in a message that look like the model's control tokens stay plain text:
   * a document can neither end its turn nor open another.
   *
   * A constrained request does not think unless told to (`reasoning: 'on'`) or the template leaves no choice; then the
   * constraint holds for the answer only.
   * @throws ModelRequestFailed for a conversation that the template refuses.
   */
  prompt(messages: readonly ChatMessage[], { reasoning, isConstrained, stops = [] }: PromptOptions): ChatPrompt {
    const wanted = isConstrained && reasoning === 'auto' ? 'off' : reasoning;
    const gap = unusedSign(messages);
    const plain = messages.map((message) => ({ ...message, content: this.broken(message.content, gap) }));
    let text = this.template.render(plain, wanted);
    let startsInside = this.opensThinking(text);
    if (isConstrained && wanted === 'on' && !startsInside && this.markup.kind === 'tags') {
      text += `${this.markup.open}\n`;
      startsInside = true;
    }
    return {
      tokens: this.tokensOf(text, gap),
      reader: new ReplyReader(this.markup, startsInside, [...this.ends, ...stops]),
    };
  }

  /** Whether a token's text belongs to the reply; other control tokens stand for nothing that a reader should see. */
  isReadable(token: Token, text: string): boolean {
    if (!this.model.getTokenAttributes(token).control && !this.model.isEogToken(token)) return true;
    return this.ends.includes(text) || marksOf(this.markup).some((mark) => mark.includes(text));
  }

  private opensThinking(prompt: string): boolean {
    return this.markup.kind === 'tags' && prompt.trimEnd().endsWith(this.markup.open);
  }

  private tokensOf(prompt: string, gap: string): Token[] {
    const [first = '', ...others] = prompt.split(gap);
    const tokens = [
      ...this.model.tokenize(first, true),
      ...others.flatMap((part) => this.model.tokenize(part, true, 'trimLeadingSpace')),
    ];
    const { bos, shouldPrependBosToken } = this.model.tokens;
    return shouldPrependBosToken && bos !== null && tokens[0] !== bos ? [bos, ...tokens] : tokens;
  }

  /** Put a gap into every control text, after its first character, so that no half of it is one. */
  private broken(content: string, gap: string): string {
    const tokens = new Set(this.model.tokenize(content, true).filter((token) => this.isMark(token)));
    const marks = marksOf(this.markup).filter((mark) => content.includes(mark));
    const texts = [...[...tokens].map((token) => this.model.detokenize([token], true)), ...marks];
    return texts
      .filter((text) => text.length > 1)
      .reduce((rest, text) => rest.replaceAll(text, `${text.slice(0, 1)}${gap}${text.slice(1)}`), content);
  }

  /** Control tokens; and what many files mark as the user's own although turns are made of it, such as `<｜User｜>`. */
  private isMark(token: Token): boolean {
    const { control, unknown, userDefined } = this.model.getTokenAttributes(token);
    if (control || unknown || this.model.isEogToken(token)) return true;
    return userDefined && /^[<[].*[>\]]$/u.test(this.model.detokenize([token], true));
  }
}

/** A private-use character that stands in no message. */
function unusedSign(messages: readonly ChatMessage[]): string {
  let code = 0xe000;
  while (messages.some(({ content }) => content.includes(String.fromCharCode(code)))) code++;
  return String.fromCharCode(code);
}
