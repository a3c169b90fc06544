/** Source of the final report on the payment fraud of February 2031. */
export default {
  kind: 'pdf',
  path: 'reports/security-incident-2031-02.pdf',
  title: 'Final Report on Incident SEC-2031-07',
  subtitle: 'Mailbox takeover and diverted payment, London, February 2031. Final version of 23 May 2031.',
  author: 'Callum Reith',
  created: '2031-05-23T15:00:00Z',
  blocks: [
    { h: 1, text: '1. Summary' },
    {
      p: 'On 19 February 2031 a member of the accounts payable team in London entered her passphrase and a code received by text message on a forged sign-in page. The attacker used both within minutes, read her mailbox for 31 hours, and sent a forged change of bank details in the name of a supplier, Hartwell Box Archive. On 20 February a payment of £48,250 was released to the account of the fraudsters.',
    },
    {
      p: 'The bank recalled £41,900 by 28 February 2031. The remaining loss of £6,350 is below the excess of £10,000 under the crime policy, so no insurance claim was made. Client money was not touched; the client account runs on a separate system with separate sign-in.',
    },
    {
      p: 'The mailbox contained 1,126 messages. Nine of them held personal data of 14 individuals, mostly sole traders who supply the firm. The supervisory authority was notified on 22 February 2031 and closed the case on 2 April without action. The 14 individuals were told on 26 February.',
    },
    { h: 1, text: '2. Timeline' },
    {
      table: {
        caption: 'Table 1. What happened when (London time)',
        columns: [
          { label: 'Time', width: 24 },
          { label: 'Event', width: 76 },
        ],
        rows: [
          ['19 February, 09:14', 'Message "Invoice portal: action needed" arrives in accounts payable'],
          ['19 February, 09:21', 'Passphrase and text message code entered on the forged page'],
          ['19 February, 09:37', 'First sign-in by the attacker from a rented server'],
          ['19 February, 09:52', 'Rule created that hides replies from Hartwell Box Archive'],
          ['20 February, 11:05', 'Forged change of bank details sent from a look-alike address'],
          ['20 February, 14:30', 'Payment of £48,250 released by one approver'],
          ['20 February, 16:10', 'Hartwell telephones about an unpaid invoice; fraud discovered'],
          ['20 February, 16:37', 'Mailbox locked; all sessions ended'],
          ['20 February, 16:55', 'Bank asked to recall the payment'],
          ['22 February, 10:20', 'Supervisory authority notified'],
          ['28 February, 12:00', '£41,900 credited to the firm'],
        ],
      },
    },
    { h: 1, text: '3. Why it was possible' },
    {
      p: 'Five conditions came together. Codes by text message can be passed on by the victim and were allowed. A change of bank details could be made by one person on the strength of an e-mail. Payments up to £25,000 needed one approver, and the limit had been misread as applying to each invoice in a batch; the batch consisted of two invoices of £24,125 each. The e-mail gateway did not mark look-alike addresses. And the colleague, who had a bad feeling at 09:30, did not know whom to call and told her supervisor only after the fraud had been discovered.',
    },
    {
      p: 'The last point deserves emphasis. Had the Security Desk been called at 09:30, the attacker would have been locked out before he had opened a single message. The rule of the time allowed 24 hours for a report and pointed to the general service desk. Nobody is blamed; the colleague helped the investigation in every way.',
    },
    { h: 1, text: '4. What was done at once' },
    {
      p: 'All 386 accounts were made to sign in again during the night of 20 February. Text message codes were switched off for the finance department on 21 February. From 14 March every change of bank details has been confirmed by telephone by a second person. An outside company, Redfern Forensics, examined 41 computers and found no malware. Its bill was £22,700.',
    },
    { h: 1, text: '5. Recommendations' },
    {
      table: {
        caption: 'Table 2. The eleven recommendations',
        columns: [
          { label: 'No.', width: 7 },
          { label: 'Recommendation', width: 55 },
          { label: 'Owner', width: 22 },
          { label: 'Due', width: 16 },
        ],
        rows: [
          ['R1', 'No text message codes for any user', 'Callum Reith', '1 July 2031'],
          ['R2', 'Hardware keys for partners, finance and administrators', 'Callum Reith', '30 Sept 2031'],
          ['R3', 'Telephone confirmation of bank details by a second person', 'Tobias Wrenfield', 'done'],
          ['R4', 'Two approvers for payments above £10,000, counted per batch', 'Tobias Wrenfield', '1 July 2031'],
          ['R5', 'Report within two hours, to the Security Desk on 4911', 'Callum Reith', '1 July 2031'],
          ['R6', 'Gateway marks look-alike addresses', 'Callum Reith', '30 June 2031'],
          ['R7', 'Simulated phishing every quarter', 'Callum Reith', '1 July 2031'],
          ['R8', 'Security course repeated every year', 'Roisin Maddock', '1 July 2031'],
          ['R9', 'Supplier master data reviewed by someone outside the team', 'Tobias Wrenfield', '29 Aug 2031'],
          ['R10', 'Block USB storage on all computers', 'Callum Reith', '1 July 2031'],
          ['R11', 'Exercise of a payment fraud with the Board once a year', 'Priya Somerfield', '31 Jan 2032'],
        ],
      },
    },
    {
      p: 'R10 has no link with this incident. It was added because Redfern Forensics found 63 private USB sticks in use during its examination.',
    },
    { h: 1, text: '6. Costs' },
    {
      table: {
        caption: 'Table 3. Cost of the incident',
        columns: [
          { label: 'Item', width: 70 },
          { label: 'Amount', width: 30, align: 'right' },
        ],
        rows: [
          ['Loss after recovery', '£6,350'],
          ['Redfern Forensics', '£22,700'],
          ['Internal time (311 hours at cost)', '£18,660'],
          ['Credit monitoring for 14 individuals', '£1,540'],
          ['Total', '£49,250'],
        ],
      },
    },
  ],
};
