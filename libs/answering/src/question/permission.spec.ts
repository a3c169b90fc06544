import { analyseQuestion } from './analyse-question.js';
import { idiomsIn } from './idioms.js';
import { inOfficialWords } from './in-official-words.js';
import { askedPermission, rulesOn } from './permission.js';

const deedOf = (question: string) => askedPermission(inOfficialWords(analyseQuestion(question), idiomsIn(question)));

describe('asking for permission', () => {
  it.each([
    'Can I work from home?',
    'May contractors use the gym?',
    'Am I allowed to bring a dog?',
    'Are interns permitted to travel?',
    'Darf ich von zu Hause arbeiten?',
    'Ist Alkohol im Büro erlaubt?',
    'Puis-je travailler à distance ?',
    '¿Puedo llevar a mi perro?',
  ])('is seen in “%s”', (question) => expect(deedOf(question)).not.toBeNull());

  it.each([
    'Can it be that the notice was late?',
    'What can I do about noise?',
    'Could be there a fee?',
    'Is the office open?',
    'Who may sign?',
  ])('is not seen in “%s”', (question) => expect(deedOf(question)).toBeNull());
});

describe('ruling', () => {
  it.each([
    ['Can I work from home?', 'Colleagues may work remotely on two days.'],
    ['Can I bring my dog?', 'Visitors must not bring animals.'],
    ['Can I bring my dog?', 'Staff are allowed to bring small dogs.'],
    ['Can client documents be printed at home?', 'Printing client documents at home is not allowed.'],
    ['Darf ich mobil arbeiten?', 'Beschäftigte dürfen an drei Tagen mobil arbeiten.'],
    ['Puis-je travailler ailleurs ?', 'Les employés peuvent parfois travailler ailleurs.'],
  ])('on “%s” is what “%s” does', (question, sentence) => expect(rulesOn(deedOf(question)!, sentence)).toBe(true));

  it.each([
    ['Can I work remotely?', 'A partner may withdraw remote days.'],
    ['Can I work remotely?', 'Insurance covers places of remote work.'],
    ['Can I merge it without a review?', 'Anybody can review a pull request.'],
    ['Can I get a laptop?', 'It allows customers to get help.'],
    ['Darf ich mobil arbeiten?', 'Mobiles Arbeiten ist freiwillig; niemand darf dazu verpflichtet werden.'],
    ['Can I bring my dog?', 'Smoking is not allowed.'],
  ])('on “%s” is not what “%s” does', (question, sentence) => expect(rulesOn(deedOf(question)!, sentence)).toBe(false));
});
