import type { ConversationDetail } from '#contracts';
import { conversationAsMarkdown } from './conversation-markdown.js';

const turn = (question: string, answer: object | null) => ({
  ...{ question, askedAt: '2031-03-01T09:30:00.000Z', answer },
  withheld: answer ? null : { code: 'answer.withheld', message: 'Not for you.' },
});
const aConversation = (...turns: object[]) =>
  ({ title: 'Leave', owner: { id: 'u', name: 'Anna' }, matter: 'M 7', turns }) as unknown as ConversationDetail;

const ANSWER = {
  ...{ refusal: null, record: 'r-1', log: { index: 4 } },
  sentences: [
    { text: 'Thirty days.', support: 'verbatim', citations: [1] },
    { text: 'Or so.', support: 'unsupported', citations: [] },
  ],
  citations: [{ n: 1, title: 'Handbook', page: 3, revisionNumber: 2, quote: 'Thirty days.' }],
};

describe('a conversation as Markdown', () => {
  it('stands by itself: questions, answers, sources, records', () => {
    expect(conversationAsMarkdown(aConversation(turn('How long is leave?', ANSWER)))).toBe(
      [
        '# Leave',
        '',
        'Anna, matter M 7',
        '',
        '## How long is leave?',
        '',
        'Thirty days. \\[1\\]  ',
        'Or so. *(not supported by the documents)*  ',
        '',
        '1. Handbook, page 3, revision 2: “Thirty days.”',
        '',
        'Asked 2031-03-01 09:30 UTC. Record r-1, log entry 4.',
        '',
      ].join('\n'),
    );
  });

  it('says what was not answered and what is withheld', () => {
    const refused = { ...ANSWER, refusal: { code: 'x', message: 'Nothing found.' }, citations: [] };
    const text = conversationAsMarkdown(aConversation(turn('One?', refused), turn('Two?', null)));
    expect(text).toContain('Not answered: Nothing found.');
    expect(text).toContain('## Two?\n\nNot for you.');
  });

  it('lets no text act as markup, link or image', () => {
    const text = conversationAsMarkdown(aConversation(turn('![x](http://evil.test) <b>', ANSWER)));
    expect(text).toContain('## \\!\\[x\\]\\(http://evil.test\\) \\<b\\>');
  });
});
