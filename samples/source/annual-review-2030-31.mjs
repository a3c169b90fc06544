/** Source of the annual review. Every total below is the sum of its rows; keep it so when a figure changes. */
export default {
  kind: 'pdf',
  path: 'reports/annual-review-2030-31.pdf',
  title: 'Annual Review 2030/31',
  subtitle: 'Corvane Aldous LLP. Financial year from 1 May 2030 to 30 April 2031.',
  author: 'Tobias Wrenfield',
  created: '2031-07-08T09:00:00Z',
  blocks: [
    { h: 1, text: '1. From the Managing Partner' },
    {
      p: 'This was the year in which the firm passed £90 million for the first time. Revenue rose by 9.5 per cent to £96.4 million, and distributable profit by 13.0 per cent to £27.8 million. All four offices and all six practice groups grew. The figures are pleasing; how they came about is more so: most of the growth came from clients who were already with us three years ago.',
    },
    {
      p: "Two things went wrong. In February a phishing message led to the loss of £6,350 of the firm's own money, after recoveries. No client lost anything, but we had thought ourselves better protected than we were. And in Tokyo our landlord declined to extend the lease, which means a move in November 2031 that nobody had planned for. Both are reported on openly below.",
    },
    {
      p: 'I want to thank the 386 people of the firm, and in particular the Dubai office, which in its fifth year earned a profit for the first time.',
    },
    { p: 'Ingrid Halloran, Managing Partner, 8 July 2031' },
    { h: 2, text: 'The year in figures' },
    {
      table: {
        columns: [
          { label: 'Figure', width: 46 },
          { label: '2029/30', width: 18, align: 'right' },
          { label: '2030/31', width: 18, align: 'right' },
          { label: 'Change', width: 18, align: 'right' },
        ],
        rows: [
          ['Revenue (£ million)', '88.0', '96.4', '+9.5%'],
          ['Distributable profit (£ million)', '24.6', '27.8', '+13.0%'],
          ['Profit margin', '28.0%', '28.8%', '+0.8 points'],
          ['Lock-up at year end (days)', '101', '94', '-7 days'],
          ['People at year end', '371', '386', '+15'],
          ['Staff turnover', '13.0%', '11.2%', '-1.8 points'],
          ['Emissions (tonnes CO2e)', '1,495', '1,310', '-12.4%'],
        ],
      },
    },
    { pageBreak: true },
    { h: 1, text: '2. Revenue' },
    { h: 2, text: '2.1 By office' },
    {
      p: 'London remains by far the largest office, but its share of revenue fell from 57.0 to 56.1 per cent. Hamburg was held back by the end of two large shipping mandates in the autumn and recovered in the last quarter. Tokyo benefited from arbitration work; at constant exchange rates its growth would have been 14.2 per cent instead of 11.5. Dubai grew fastest, from a small base, after it won the cold store project in Jebel Rimah.',
    },
    {
      table: {
        caption: 'Table 1. Revenue by office, £ million',
        columns: [
          { label: 'Office', width: 40 },
          { label: '2029/30', width: 20, align: 'right' },
          { label: '2030/31', width: 20, align: 'right' },
          { label: 'Change', width: 20, align: 'right' },
        ],
        rows: [
          ['London', '50.2', '54.1', '+7.8%'],
          ['Hamburg', '19.8', '21.3', '+7.6%'],
          ['Tokyo', '13.1', '14.6', '+11.5%'],
          ['Dubai', '4.9', '6.4', '+30.6%'],
          ['Total', '88.0', '96.4', '+9.5%'],
        ],
      },
    },
    { h: 2, text: '2.2 By practice group' },
    {
      p: 'Regulatory and Data grew by nearly a fifth, driven by price control work in energy and by advice on data flows between Europe and Japan. Advisory, formed in 2028, passed £6 million and now employs 20 consultants. Real Estate had a quiet year: transactions were few, and lease renewals carried the group.',
    },
    {
      table: {
        caption: 'Table 2. Revenue by practice group, £ million',
        columns: [
          { label: 'Practice group', width: 34 },
          { label: 'Head', width: 26 },
          { label: '2029/30', width: 13, align: 'right' },
          { label: '2030/31', width: 13, align: 'right' },
          { label: 'Change', width: 14, align: 'right' },
        ],
        rows: [
          ['Corporate', 'Julian Ferrers', '28.3', '31.2', '+10.2%'],
          ['Disputes', 'Naomi Castellane', '23.1', '24.7', '+6.9%'],
          ['Real Estate', 'Rupert Oyelaran', '13.5', '13.9', '+3.0%'],
          ['Regulatory and Data', 'Isolde Marchbank', '8.9', '10.6', '+19.1%'],
          ['Employment', 'Sabine Krey', '9.0', '9.8', '+8.9%'],
          ['Advisory', 'Conrad Eskdale', '5.2', '6.2', '+19.2%'],
          ['Total', '', '88.0', '96.4', '+9.5%'],
        ],
      },
    },
    { h: 2, text: '2.3 By quarter' },
    {
      table: {
        caption: 'Table 3. Revenue by quarter, £ million',
        columns: [
          { label: 'Quarter', width: 44 },
          { label: '2029/30', width: 28, align: 'right' },
          { label: '2030/31', width: 28, align: 'right' },
        ],
        rows: [
          ['First (May to July)', '20.9', '22.6'],
          ['Second (August to October)', '21.4', '23.4'],
          ['Third (November to January)', '22.3', '24.9'],
          ['Fourth (February to April)', '23.4', '25.5'],
          ['Total', '88.0', '96.4'],
        ],
      },
    },
    { h: 1, text: '3. Costs, profit and cash' },
    {
      p: 'Costs rose by 8.2 per cent to £68.6 million. Salaries make up almost two thirds. Technology costs rose most sharply, by £1.1 million, of which £281,000 is the first half-year of the hosting agreement with Nimbrel Hosting Ltd and its migration. Premises costs were nearly flat; the rent-free months at Tallow Court are spread over the term.',
    },
    {
      table: {
        caption: 'Table 4. Costs, £ million',
        columns: [
          { label: 'Kind of cost', width: 40 },
          { label: '2029/30', width: 20, align: 'right' },
          { label: '2030/31', width: 20, align: 'right' },
          { label: 'Share', width: 20, align: 'right' },
        ],
        rows: [
          ['Staff, other than partners', '39.9', '43.1', '62.8%'],
          ['Premises', '9.0', '9.2', '13.4%'],
          ['Technology', '5.7', '6.8', '9.9%'],
          ['Insurance', '2.0', '2.1', '3.1%'],
          ['Other', '6.8', '7.4', '10.8%'],
          ['Total', '63.4', '68.6', '100.0%'],
        ],
      },
    },
    {
      p: 'Distributable profit was £27.8 million, an average of about £535,000 for each of the 52 partners. Of this, £2.4 million is kept back to strengthen capital. The first distribution of £9.5 million is paid on 15 July 2031; the others follow in October, January and April.',
    },
    {
      p: 'The firm has no bank borrowing. A revolving credit facility of £12 million with Calder & Wye Bank has been in place since 1 November 2029 and was not drawn during the year. The facility ends on 31 October 2032 and contains one covenant: lock-up may not exceed 115 days for two quarters in a row.',
    },
    { h: 2, text: '3.1 Lock-up' },
    {
      p: 'Lock-up, the number of days of revenue tied up in unbilled work and unpaid bills, fell from 101 to 94 days. Earlier billing made the difference: 83 per cent of bills now leave by the eighth working day.',
    },
    {
      table: {
        caption: 'Table 5. Lock-up at 30 April, days',
        columns: [
          { label: 'Office', width: 40 },
          { label: '2030', width: 20, align: 'right' },
          { label: '2031', width: 20, align: 'right' },
          { label: 'Aim for 2032', width: 20, align: 'right' },
        ],
        rows: [
          ['London', '98', '91', '89'],
          ['Hamburg', '92', '88', '86'],
          ['Tokyo', '116', '109', '102'],
          ['Dubai', '137', '123', '110'],
          ['Firm', '101', '94', '91'],
        ],
      },
    },
    { h: 2, text: '3.2 Clients' },
    {
      p: 'At the end of the year the firm had 1,147 active clients. The largest accounted for 3.9 per cent of revenue and the ten largest together for 24.6 per cent. In the client survey of March, which 318 clients answered, 88 per cent said that they would instruct us again without a tender; speed of response was again the point most often criticised.',
    },
    { h: 1, text: '4. People' },
    {
      p: 'The firm had 386 people on 30 April 2031, 15 more than a year before. Of the 47 who joined, 14 came from a competitor, 19 from university and 14 from other professions. Staff turnover fell to 11.2 per cent. The median length of service is six years and two months.',
    },
    {
      table: {
        caption: 'Table 6. People by office and role, 30 April 2031',
        columns: [
          { label: 'Office', width: 22 },
          { label: 'Partners', width: 15, align: 'right' },
          { label: 'Other lawyers', width: 17, align: 'right' },
          { label: 'Consultants', width: 16, align: 'right' },
          { label: 'Business services', width: 18, align: 'right' },
          { label: 'Total', width: 12, align: 'right' },
        ],
        rows: [
          ['London', '30', '96', '14', '74', '214'],
          ['Hamburg', '11', '38', '3', '26', '78'],
          ['Tokyo', '7', '29', '2', '23', '61'],
          ['Dubai', '4', '16', '1', '12', '33'],
          ['Firm', '52', '179', '20', '135', '386'],
        ],
      },
    },
    {
      p: 'Women are 54 per cent of the firm and 37 per cent of the partners, against 35 per cent a year ago. The aim of 40 per cent of partners by April 2033 stands. The median gender pay gap in London was 9.8 per cent (previous year 11.1 per cent). Part-time work is used by 61 colleagues, among them seven partners.',
    },
    {
      p: 'Everyone received an average of 31 hours of training; the minimum is 24. Eleven colleagues were on secondment to another office, and four with clients. The consultation on remote working reached 291 of 386 colleagues and led to a new policy from 1 September 2031.',
    },
    { h: 2, text: '4.1 Pro bono' },
    {
      p: 'The firm gave 9,840 hours of pro bono work, 3.2 per cent of chargeable hours. The largest project was advice to 140 tenants of a housing block in Deptford, for which a team under Rupert Oyelaran worked 1,260 hours. The aim for 2031/32 is 3.5 per cent.',
    },
    {
      table: {
        caption: 'Table 7. Pro bono hours by office',
        columns: [
          { label: 'Office', width: 40 },
          { label: '2029/30', width: 20, align: 'right' },
          { label: '2030/31', width: 20, align: 'right' },
          { label: 'Hours per lawyer', width: 20, align: 'right' },
        ],
        rows: [
          ['London', '5,140', '5,610', '44.5'],
          ['Hamburg', '1,860', '1,980', '40.4'],
          ['Tokyo', '1,150', '1,420', '39.4'],
          ['Dubai', '610', '830', '41.5'],
          ['Firm', '8,760', '9,840', '42.6'],
        ],
      },
    },
    { h: 1, text: '5. Risk, information security and insurance' },
    {
      p: 'The General Counsel reported 1,934 conflicts checks in calendar year 2030 and six new information walls. Complaints about service numbered 23, of which four were upheld in part; the total paid in redress was £17,850. The firm notified two circumstances to its insurers, and neither has become a claim.',
    },
    {
      p: 'The incident of February 2031 (SEC-2031-07) is described in a separate report. A mailbox in accounts payable was open to a stranger for 31 hours and a payment of £48,250 was diverted, of which £41,900 came back. The final report makes eleven recommendations, which the Board adopted without exception.',
    },
    {
      p: 'Professional indemnity insurance is placed with Marlstone Mutual. Cover for the insurance year to 30 September 2031 is £75 million for each claim, with an excess of £500,000. The premium was £1.36 million.',
    },
    { h: 2, text: '5.1 Principal risks' },
    {
      table: {
        caption: 'Table 8. Principal risks and what is done about them',
        columns: [
          { label: 'Risk', width: 24 },
          { label: 'Owner', width: 20 },
          { label: 'Trend', width: 12 },
          { label: 'Main measure', width: 44 },
        ],
        rows: [
          [
            'Payment fraud',
            'Tobias Wrenfield',
            'falling',
            'Second person confirms every change of bank details by telephone',
          ],
          [
            'Loss of client data',
            'Callum Reith',
            'steady',
            'Hardware keys for 118 people; hosting certified and tested each October',
          ],
          [
            'Conflict missed across offices',
            'Priya Somerfield',
            'steady',
            'One register for all offices; answer within one working day',
          ],
          [
            'Dependence on key partners',
            'Ingrid Halloran',
            'rising',
            'Succession plans for the 20 largest clients by December 2031',
          ],
          ['Currency', 'Tobias Wrenfield', 'steady', 'Half of expected yen and euro profit hedged six months ahead'],
          [
            'Unchecked generated text',
            'Eleanor Fitch',
            'rising',
            'Second reader; answers only with a source; public chatbots barred',
          ],
        ],
      },
    },
    { h: 1, text: '6. Environment' },
    {
      p: "Emissions fell by 12.4 per cent to 1,310 tonnes of CO2e, or 3.4 tonnes for each person. Air travel is still more than half. The carbon charge of £90 a tonne for flights above a group's budget, which started on 1 April 2031 with the new travel policy, is expected to bring £14,000 a year to the rail subsidy fund.",
    },
    {
      table: {
        caption: 'Table 9. Emissions, tonnes of CO2e',
        columns: [
          { label: 'Source', width: 40 },
          { label: '2029/30', width: 20, align: 'right' },
          { label: '2030/31', width: 20, align: 'right' },
          { label: 'Change', width: 20, align: 'right' },
        ],
        rows: [
          ['Air travel', '861', '742', '-13.8%'],
          ['Buildings', '389', '348', '-10.5%'],
          ['Rail and road', '101', '96', '-5.0%'],
          ['Purchased equipment', '144', '124', '-13.9%'],
          ['Total', '1,495', '1,310', '-12.4%'],
        ],
      },
    },
    { h: 1, text: '7. Premises and technology' },
    {
      p: 'The lease of the 14th floor of Kaede Tower in Tokyo was signed on 24 April 2031. It offers 910 square metres, against 720 on the 9th floor, and room for a second arbitration suite. The Board has approved ¥64 million for the fit-out. The other three offices are unchanged.',
    },
    {
      p: "Servers were moved to Nimbrel's halls in Slough and Hamburg between November 2030 and February 2031. The move was finished nine days late and £19,000 under budget. During the six months to 30 April 2031 the service was available for 99.97 per cent of the time.",
    },
    {
      p: 'The knowledge team under Eleanor Fitch put 1,480 precedents into a common form. A pilot of an internal knowledge base, running on our own hardware, starts on 1 October 2031 with Disputes and Real Estate.',
    },
    { h: 1, text: '8. Outlook for 2031/32' },
    {
      p: 'The budget foresees revenue of £102.5 million and distributable profit of £29.0 million. It assumes an average rise in hourly rates of 3.5 per cent from 1 October 2031, 12 additional lawyers, and no change in exchange rates. The move in Tokyo will cost about £390,000, of which two thirds are capitalised.',
    },
    {
      p: 'Three matters will decide whether the budget is met: the completion of the energy transactions that are now in hand, the length of the Seiryu arbitration in Tokyo, and our ability to hire in Dubai, where five vacancies have been open for more than four months.',
    },
    { h: 1, text: '9. Governance and audit' },
    {
      p: "The Board met four times, with an attendance of 96 per cent. The Audit Committee, chaired by Desmond Achterberg, met three times. The partners' meeting of 20 September 2030 re-elected Ingrid Halloran as Managing Partner for a second term of four years, which ends on 30 April 2035.",
    },
    {
      p: 'Pell Harbord LLP audited the accounts for a fee of £118,000 and gave an unqualified opinion on 30 May 2031. The auditor raised two points on the control of disbursements, which the Chief Financial Officer will answer by 29 August 2031.',
    },
    { h: 2, text: '9.1 Words used in this review' },
    {
      table: {
        columns: [
          { label: 'Word', width: 28 },
          { label: 'Meaning', width: 72 },
        ],
        rows: [
          ['Distributable profit', 'Revenue less all costs, before any partner has been paid'],
          ['Lock-up', 'Unbilled work and unpaid bills, divided by average revenue per day over twelve months'],
          ['Other lawyers', 'Counsel, associates, trainees and Referendare'],
          ['Tonnes of CO2e', 'Greenhouse gases converted into the amount of carbon dioxide with the same effect'],
        ],
      },
    },
  ],
};
