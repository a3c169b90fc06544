import { type ChatMessage, chatCompletionRequest, chatMessage } from '#contracts';
import { readConversation } from './read-conversation.js';

const say = (role: ChatMessage['role'], content: ChatMessage['content']): ChatMessage => ({ role, content });

describe('readConversation', () => {
  it('takes the last message for the question', () => {
    expect(readConversation([say('system', 'Be a pirate.'), say('user', ' How long is leave? ')])).toEqual({
      question: 'How long is leave?',
      previous: null,
    });
  });

  it('joins the parts of a message', () => {
    const parts = [
      { type: 'text' as const, text: 'How long' },
      { type: 'text' as const, text: 'is leave?' },
    ];
    expect(readConversation([say('user', parts)]).question).toBe('How long\nis leave?');
  });

  it('takes a refusal that comes back as a part for the answer that it was', () => {
    const request = chatCompletionRequest.parse({
      model: 'chancery',
      messages: [
        ...[say('user', 'Who is Ines?'), say('assistant', [{ type: 'refusal', refusal: 'Nobody knows.' }])],
        say('user', 'Since when?'),
      ],
    });
    expect(readConversation(request.messages).previous).toMatchObject({ answer: 'Nobody knows.' });
  });

  it('says which content is read', () => {
    const content = [{ type: 'image_url', image_url: { url: 'http://127.0.0.1/' } }];
    const { error } = chatMessage.safeParse({ role: 'user', content });
    expect(error!.issues.map(({ message }) => message).join()).toMatch(/^Only text is read/);
  });

  it('finds the exchange before it, over tools, empty answers and repeated questions', () => {
    const messages = [
      ...[say('user', 'Who is Ines?'), say('assistant', 'The officer.'), say('user', 'Who is Ben?')],
      ...[say('user', 'Who is Carl?'), say('assistant', 'The deputy.'), say('tool', '{}'), say('assistant', null)],
      say('user', 'Since when?'),
    ];
    expect(readConversation(messages).previous).toMatchObject({
      question: 'Who is Carl?',
      answer: 'The deputy.',
    });
  });

  it('knows what a follow-up of follow-ups is about, and what it wants', () => {
    const { previous } = readConversation([
      ...[say('user', 'Who heads the dispute team?'), say('assistant', 'Nora Falk heads it.')],
      ...[say('user', 'And in Oslo?'), say('assistant', 'Ben Dahl.'), say('user', 'And in Kiel?')],
      ...[say('assistant', 'Ida Beck.'), say('user', 'And in Turku?')],
    ]);
    expect(previous).toMatchObject({ typed: 'And in Kiel?', answer: 'Ida Beck.', kind: 'person' });
    expect(previous!.question).toMatch(/^And in Kiel\?.*dispute/u);
  });

  it('takes names from the last answer alone', () => {
    const { previous } = readConversation([
      ...[say('user', 'Who heads the dispute team?'), say('assistant', 'The head is Nora Falk.')],
      ...[say('user', 'When did she join?'), say('assistant', 'In 2019.'), say('user', 'And why?')],
    ]);
    expect(previous!.question).not.toContain('Falk');
  });

  it('keeps what was asked before within the length of a question, however long its words', () => {
    const long = (letter: string) => Array.from({ length: 20 }, (_, i) => `${letter}${i}`.repeat(150)).join(' ');
    const { previous } = readConversation([
      ...[say('user', `Who heads ${long('B')}?`), say('assistant', 'Ben Dahl.'), say('user', `And ${long('C')}?`)],
      ...[say('assistant', 'Ida Beck.'), say('user', 'And in Turku?')],
    ]);
    expect(previous!.typed).toHaveLength(2_000);
    expect(previous!.question).toHaveLength(2_000);
  });

  it('has no exchange where an answer answers nothing', () => {
    expect(readConversation([say('assistant', 'Hello!'), say('user', 'Hi')]).previous).toBeNull();
  });

  it.each([
    ['an answer last', [say('user', 'Q'), say('assistant', 'A')]],
    ['no text', [say('user', '  ')]],
    ['too long a question', [say('user', 'x'.repeat(2_001))]],
  ])('refuses %s', (_name, messages) => {
    expect(() => readConversation(messages)).toThrow(expect.objectContaining({ code: 'openai.conversation_unfit' }));
  });
});
