/** Source of the Speaking Up Policy. */
export default {
  kind: 'docx',
  path: 'policies/speaking-up.docx',
  title: 'Speaking Up Policy',
  author: 'Priya Somerfield',
  created: '2030-06-03T08:00:00Z',
  blocks: [
    { p: 'In force from 3 June 2030 in all offices. Owner: Priya Somerfield, General Counsel.' },
    { h: 1, text: '1. What this policy is for' },
    {
      p: "People who work here usually notice first when something is wrong. This policy makes sure that they can say so, that somebody acts, and that nobody suffers for it. It covers partners, employees, trainees, applicants, contractors, suppliers' staff and former colleagues.",
    },
    { h: 1, text: '2. What to report' },
    {
      list: [
        'Crimes and breaches of professional rules, in particular bribery, fraud, money laundering and misuse of client money.',
        'Breaches of an information wall or of confidentiality.',
        'Harassment, discrimination and bullying.',
        'Dangers to health, safety or the environment.',
        'Attempts to hide any of these.',
      ],
    },
    {
      p: "A reasonable suspicion is enough; proof is not needed. Complaints about one's own pay or appraisal follow the grievance procedure instead.",
    },
    { h: 1, text: '3. How to report' },
    { h: 2, text: '3.1 Inside the firm' },
    {
      p: "You may speak to your line partner, to the Head of People, Roisin Maddock, or to the General Counsel. If the report concerns the General Counsel, it goes to the chair of the Board, Desmond Achterberg. Reports may be made in any of the firm's languages, orally or in writing.",
    },
    { h: 2, text: '3.2 The outside ombudsperson' },
    {
      p: "The ombudsperson is Agnes Thorburn, a retired judge who has no other connection with the firm. She can be reached on 020 7946 0188 and at ombuds@thorburn-chambers.example. She tells the firm the name of the person who reports only with that person's written consent. Her appointment runs until 31 May 2033 and can be ended early only by unanimous decision of the Board.",
    },
    { h: 2, text: '3.3 Authorities' },
    {
      p: 'Everyone may turn to the competent authority at any time, without having reported inside the firm first. In Hamburg the internal reporting office required by statute is held by Rechtsanwalt Malte Brinkhoff.',
    },
    { h: 1, text: '4. What happens next' },
    {
      table: {
        columns: ['Step', 'Who', 'Within'],
        rows: [
          ['Receipt is acknowledged', 'Person who received the report', '7 days'],
          ['First assessment', 'General Counsel or ombudsperson', '15 working days'],
          ['Decision on an investigation', 'General Counsel', '20 working days'],
          ['Feedback to the person who reported', 'General Counsel or ombudsperson', 'three months'],
          ['Summary to the Audit Committee', 'General Counsel', 'every half-year'],
        ],
      },
    },
    {
      p: 'Investigations are led by someone from another practice group and another office. The person concerned is heard before any finding is made, as soon as this is possible without endangering evidence.',
    },
    { h: 1, text: '5. Protection' },
    {
      p: 'Nobody who reports in good faith may be dismissed, demoted, passed over or treated badly for it. If a disadvantage follows within two years of a report, the firm presumes that the report was the reason and must show the contrary. Retaliation is gross misconduct. Whoever knowingly makes a false report has no protection.',
    },
    {
      p: "Identities are known only to those who need them for the investigation. The register of reports is kept by the ombudsperson on paper, not in the firm's systems.",
    },
    { h: 1, text: '6. Anonymous reports' },
    {
      p: 'Anonymous reports are accepted and followed up in the same way. A letter box without a camera stands on floor 4 of Tallow Court, and there is one in each other office. Facilities empties none of them; the ombudsperson does so on the first Monday of each month in London and receives the others by sealed courier.',
    },
    { h: 1, text: '7. Records and figures' },
    {
      p: 'Records of a report are kept for three years after it has been closed, and for as long as legal proceedings require. In the financial year 2029/30 there were 12 reports, three of them anonymous: five were upheld, four were not, and three were still open at the year end.',
    },
    { h: 1, text: '8. Questions' },
    {
      p: 'Questions about this policy can be put to the ombudsperson in confidence, without making a report. The policy is reviewed every three years, next in June 2033.',
    },
  ],
};
