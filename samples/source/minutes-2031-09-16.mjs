/** Source of the board minutes of September 2031. */
export default {
  kind: 'docx',
  path: 'board/minutes-2031-09-16.docx',
  title: 'Minutes of the Board Meeting of 16 September 2031',
  author: 'Priya Somerfield',
  created: '2031-09-19T10:00:00Z',
  blocks: [
    { p: 'Held at 41 Tallow Court, London, room Derwent, from 13:30 to 16:50.' },
    {
      p: 'Present: Desmond Achterberg (chair), Ingrid Halloran, Tobias Wrenfield, Priya Somerfield (minutes), Naomi Castellane. By video: Masako Kiryu. Apologies: Dr. Henrike Lottmann. In attendance: Marguerite Adeyemi for item 3, Callum Reith for item 4, Eleanor Fitch for item 6, Layan Haddar for item 7. The quorum of five was met.',
    },
    { h: 1, text: '1. Minutes and matters arising' },
    {
      p: 'The minutes of 17 June 2031 were approved without change. Action 2031-06 (rate card) was completed on 25 July and action 2031-10 (answer to the auditor) on 28 August.',
    },
    { h: 1, text: '2. First quarter' },
    {
      p: 'Tobias Wrenfield reported for the three months to 31 July 2031. Revenue was £24.3 million against a budget of £24.9 million and £22.6 million a year before. The shortfall is due to the Seiryu arbitration, where the hearing was moved from June to November. Lock-up was 96 days.',
    },
    {
      p: 'The Board approved one write-off above £100,000: £104,000 on M-2030-155, where the client had ended the study early. Conrad Eskdale will present the lessons to all practice heads on 14 October.',
    },
    { h: 1, text: '3. Tokyo move' },
    {
      p: 'Marguerite Adeyemi reported that the fit-out by Aomine Interior had started on 18 August and was on time. Forecast cost is ¥60.1 million against the budget of ¥64 million. The move takes place on 8 and 9 November 2031. Restoration of the 9th floor, at ¥6.3 million, is paid from the premises budget and not from the fit-out budget; the Board noted this with approval.',
    },
    { h: 1, text: '4. Information security' },
    {
      p: 'Callum Reith reported that 112 of 118 hardware keys had been issued. The remaining six belong to colleagues on leave. In the first simulated phishing of the new series, on 12 August, 6.2 per cent of recipients followed the link, against 14.8 per cent in the last test under the old policy. The median time to report was 19 minutes.',
    },
    {
      p: 'The Board asked for a comparison with other firms by March 2032. Ingrid Halloran reminded members that nobody is to be named.',
    },
    { h: 1, text: '5. Professional indemnity insurance' },
    {
      p: 'Priya Somerfield presented three offers for the insurance year from 1 October 2031 to 30 September 2032. The Board accepted the offer of Marlstone Mutual: cover of £80 million for each claim at a premium of £1.42 million, with an unchanged excess of £500,000. The offer of a competitor was £60,000 cheaper but excluded advice generated with the help of language models.',
    },
    {
      table: {
        columns: ['Insurer', 'Cover for each claim', 'Premium', 'Excess'],
        rows: [
          ['Marlstone Mutual', '£80 million', '£1,420,000', '£500,000'],
          ['Greycliff Syndicate', '£80 million', '£1,360,000', '£500,000'],
          ['Ostrava Re', '£75 million', '£1,395,000', '£750,000'],
        ],
      },
    },
    { h: 1, text: '6. Knowledge base pilot' },
    {
      p: 'Eleanor Fitch presented the pilot plan. It starts on 1 October 2031 with 83 users in Disputes and Real Estate and with 5,900 documents. Success is measured by three figures: at least 70 per cent of answers rated useful, no answer across a wall, and no answer without a source. The Board asked that ten answers a week be checked by a partner. Naomi Castellane and Rupert Oyelaran share that work.',
    },
    {
      p: 'Masako Kiryu asked when documents in Japanese would be included. Eleanor Fitch expects this for February 2032.',
    },
    { h: 1, text: '7. Dubai' },
    {
      p: "Layan Haddar reported that five vacancies had been open for more than four months. The Board approved a recruitment allowance of AED 240,000 and a signing bonus of up to two months' salary for associates who join before 31 March 2032. A second arbitration-qualified lawyer has priority.",
    },
    { h: 1, text: '8. Climate' },
    {
      p: 'The Board adopted the aim of 1,100 tonnes of CO2e for the financial year 2032/33. Desmond Achterberg asked that the Board itself hold two of its four meetings by video from 2032; this was agreed.',
    },
    { h: 1, text: '9. Actions' },
    {
      table: {
        columns: ['No.', 'Action', 'Owner', 'Due'],
        rows: [
          ['2031-11', 'Lessons from M-2030-155', 'Conrad Eskdale', '14 October 2031'],
          ['2031-12', 'Report on late expense claims', 'Tobias Wrenfield', '9 December 2031'],
          ['2031-13', 'First report on the knowledge base pilot', 'Eleanor Fitch', '9 December 2031'],
          ['2031-14', 'Succession plans for the 20 largest clients', 'Ingrid Halloran', '19 December 2031'],
          ['2031-15', 'Comparison of phishing results', 'Callum Reith', '10 March 2032'],
        ],
      },
    },
    { h: 1, text: '10. Next meeting' },
    { p: 'Tuesday 9 December 2031, London.' },
  ],
};
