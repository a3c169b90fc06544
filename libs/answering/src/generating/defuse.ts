/** Control tokens and tags of chat templates: the text between keeps, the token's shape goes. */
const CHAT_TOKENS =
  /<\|?\s*\/?\s*(?:im_start|im_end|im_sep|system|user|assistant|end|endoftext|eot_id|eom_id|start_header_id|end_header_id|begin_of_text|end_of_text|channel|message|return|call|think|tool_call|tool_response|start_of_turn|end_of_turn|s|bos|eos|pad|unk|SYS|INST)\b[^<>]{0,40}\|?>/giu;
const INSTRUCTION_MARKS =
  /\[\s*(\/?\s*(?:INST|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS))\s*\]|<<\s*(\/?\s*SYS)\s*>>/giu;

/**
 * A document's text as it enters a prompt: square-bracketed numbers become round ones, chat-control tokens and passage tags lose
 * their brackets, invisible and direction-changing characters go. Quotations are always taken from the stored text instead.
 * @param boundary This prompt's own marker; a document cannot know it, but if it stood there by chance it goes too.
 */
export function defuse(text: string, boundary: string): string {
  return text
    .replace(/[\p{Cf}\uFE00-\uFE0F]|[^\P{Cc}\t\n\r]/gu, '')
    .replaceAll(boundary, '')
    .replace(/[[【](\s*\d[\d\s,;–-]*)[\]】]/gu, '($1)')
    .replace(INSTRUCTION_MARKS, (_, mark?: string, system?: string) => `(${mark ?? system})`)
    .replace(CHAT_TOKENS, (token) => `‹${token.slice(1, -1).replaceAll('|', '')}›`)
    .replace(/<(\s*\/?\s*passage)/giu, '‹$1')
    .replace(/<[|｜]/gu, '‹')
    .replace(/[|｜]>/gu, '›')
    .replace(/^(\s*)={3,}/gmu, '$1--');
}
