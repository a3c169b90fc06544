/** English words of everyday and of official speech, one group a line. */
export const ENGLISH = `
spend spent spending cost price pay paid payment payable expense expenditure expensive cap reimburse fee charge budget
money amount sum cost fee payment
refund reimburse repay repaid repayment compensate credited compensation allowance
allowance entitlement entitled allowed budget per-diem subsidise subsidised
cap limit maximum max most ceiling exceed threshold above
minimum least below
buy bought purchase purchaser acquire acquisition buyer
sell sold sale seller vendor dispose disposal
hotel accommodation lodging overnight stay night room
trip travel journey travelling flight
fly flown flight air aircraft airline plane
train rail railway
car vehicle automobile driving drive mileage
dinner lunch breakfast meal food catering
holiday holidays leave vacation time-off annual
ill sick sickness illness doctor unwell
parent parental maternity paternity child birth carer baby
died death bereavement funeral die
staff employee employees colleague worker workforce headcount personnel people member
boss manager supervisor superior head lead leader line
chief head director executive officer
chair chairman chairwoman chairperson presided
lawyer attorney solicitor counsel advocate
salary wage pay remuneration earn earnings compensation
bonus incentive premium
dismiss dismissal fired terminate termination redundancy
resign resignation leave quit departure notice
hire hired recruit recruitment join joined appoint appointed appointment
applicant candidate application recruitment
password passphrase passcode credential
login sign-in logon signing access
laptop computer device notebook machine workstation
phone telephone mobile call dial extension number
dial call extension telephone
email mail e-mail message
attachment file
wrong incorrect mistaken
stolen lost theft loss missing
hack hacked breach intrusion attack compromised taken incident
breach incident violation infringement breaks
fake forged phishing fraudulent false bogus
blocked block locked lock closed disabled suspended frozen
patch update security-update upgrade
machine device computer
backup back-up restore recovery
print printing printer printout copy copies
visitor guest guests visitors
party reception celebration event opening
present gift gifts presents
bribe bribery facilitation corruption
wrongdoing misconduct malpractice concerns whistleblowing speaking-up
whistleblower ombudsperson ombudsman reporting
outside external independent outsourced third-party
secret confidential confidentially confidentiality secrecy
approve approval sign-off authorise authorisation consent permission permit agree agreed clearance
sign signed signature executed signing
permit permitted allow allowed may permission
forbid forbidden prohibit prohibited banned ban must-not
oppose opposed against objected objection dissent dissented
favour support voted for approve
vote voted ballot election resolution
decide decided decision resolve resolved resolution determine
rule rules policy regulation provision guideline
duty obligation responsibility responsible must shall
responsible charge owner owns accountable in-charge
own owner ownership belong belongs holder holds shareholder
fast quick quickly soon promptly within immediately rapid speed
tell inform informed notify notified notification notice report reported announce told
report notify notification inform
early premature break terminate
end ends ended expire expires expiry terminate terminated termination lapse finish finishes expiration
cancel cancelled cancellation terminate termination withdraw rescind
start starts begin begins began commence commencement effective open
renew renewal extend extension prolong option
delay delayed late overdue postponed
deadline due latest until by date
advance ahead before prior notice
grow grew growth increase increased rise rose rising gain up higher
fall fell drop dropped decrease decreased decline declined reduce reduced reduction down lower shrink
change changed amend amended amendment revise revised revision
revenue turnover sales income fees
profit earnings surplus net-income margin
loss deficit losses
debt loan borrowing credit facility liability
line facility credit loan
borrow loan lend lends lent
owe owed liability liable debt payable
liability liable damages indemnity
insurance insured cover coverage policy premium insurer
bill billed invoice invoices billing bills
invoice bill payable
settle settled settlement pay paid
customer client clients customers consumer
supplier vendor provider contractor
landlord lessor owner
tenant lessee occupier
rent rental lease leased
office premises building site location
size area square metres big large space floor-space
floor storey level
move moving relocation relocate removal
fitting fit-out outfitting refurbishment
repair repairs maintenance maintain fix
broken defective fault out-of-service failure down
server hosting
store stored storage archive keep kept retain retained retention
delete deleted erase erased destroy destroyed erasure shred deletion
retrieve retrieval get-back return
box boxes carton
throw discard dispose disposal destroyed
lawsuit litigation dispute claim proceedings case action
court tribunal judge
sue sued claim claimant plaintiff
fine penalty sanction fined
complaint complain grievance complaints
train training course learn lesson workshop
exam examination test
home remote remotely abroad
abroad another-country foreign overseas country
winter year season
work working job
billable chargeable billed
hours time
customer-data personal-data data
chatbot language-model artificial-intelligence ai model
dangerous risk elevated hazardous danger high-risk
risk danger exposure
safe vault strongbox
key keys
damage damaged harm injury
accident incident injury
fire blaze
donate donation charity charitable contribution
contribute contribution subsidised
gym fitness sport
bike bicycle cycle cycling
child children kids
doctor physician medical
money cash funds
pension retirement retire
weekly week
yearly annual annually year
monthly month
daily day
meet meeting meetings session convene
minutes record
attend attended attendance present participants participated
absent apologies absence
next following upcoming
invest invested investment
build built construct construction
deliver delivered delivery ship shipment
return returned goods
warranty guarantee guaranteed
quality standard
test testing inspection inspect audit audited
audit auditor audited
check verify verification review
wrong error mistake incorrect
won win award awarded winner
quantity number volume
winner awarded
replace replaced replacement substitute
succeed successor replace
founder founded established
help assist assistance support
contact reach turn call write
ask request apply application requested
submit submitted hand hand-in file filed claim
claim expenses reimbursement
receipt receipts voucher proof evidence
coming returning return end
join joining onboarding starter
wear dress clothing attire
smoke smoking
parking park
eat canteen cafeteria restaurant food
clean cleaning cleaner
temperature degrees heating cooling
`;
