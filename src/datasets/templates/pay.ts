import { decimal, money, percentage, publisher, required, text, whole, type Template } from './template.ts'

const name = text(
  'name',
  'Name',
  'The holder’s name, where the law or their agreement lets it be public',
  ['Post Holder', 'Employee Name', 'Officer Name'],
  {
    redaction:
      'Names are given only from the salary at which the Code asks for them; below it they are personal data: FOIA 2000 s.40(2).',
  },
)
const directorate = text('directorate', 'Directorate', 'The part of the authority', ['Department'])
const service = text('service', 'Service', 'The service within it', ['Service Area', 'Team'])
const jobTitle = text(
  'job_title',
  'Job title',
  'What the post is called',
  ['JobTitle', 'Post Title', 'Post', 'Title'],
  required,
)

export const pay: readonly Template[] = [
  {
    id: 'senior-salaries',
    title: 'Salaries of senior managers',
    description: 'Senior posts with their pay, benefits and responsibilities.',
    theme: 'council',
    frequency: 'annual',
    columns: [
      ...publisher,
      jobTitle,
      name,
      directorate,
      service,
      text('grade', 'Grade', 'The pay grade', ['Pay Grade']),
      money(
        'salary',
        'Salary',
        'Pay in the year before bonuses and allowances',
        ['Salary (including fees and allowances)', 'Remuneration', 'Annual Salary', 'Basic Salary'],
        required,
      ),
      money('bonuses', 'Bonuses', 'Paid beside the salary', ['Bonus']),
      money('expense_allowances', 'Expense allowances', 'Taxable expenses', [
        'ExpenseAllowances',
        'Expenses',
        'Expenses Allowance',
      ]),
      money('benefits_in_kind', 'Benefits in kind', 'What they are worth', ['BenefitsInKind', 'Benefits']),
      money('loss_of_office', 'Compensation for loss of post', 'Paid on leaving', [
        'LossOfPostCompensation',
        'Compensation for loss of office',
      ]),
      money('pension_contribution', 'Employer’s pension contribution', 'Paid by the authority', [
        'PensionContribution',
        'Pension Contributions',
      ]),
      text('bonus_details', 'About the bonuses', 'What they were for', ['BonusDetails']),
      text('benefits_details', 'About the benefits', 'What they are', ['BenefitsDetails']),
      text('responsibilities', 'Responsibilities', 'Services, staff and budget the post answers for', [
        'Responsibility',
        'Areas of Responsibility',
      ]),
      money('budget', 'Budget held', 'What the post is responsible for spending', [
        'Budget Held',
        'Total Budget',
      ]),
      whole('staff', 'Staff', 'How many people report to the post, directly or through others', [
        'Number of Staff',
        'Staff Numbers',
      ]),
    ],
    primaryKey: [],
    documentation:
      'One row for each post of £50,000 or more. The holder’s name goes in from £150,000; below that leave it out or mark it REDACTED. Link each to its place in the organisation chart.',
    charts: ['bar: job_title by sum(salary) top 10'],
    duty: 'transparency-senior-salaries',
  },
  {
    id: 'senior-salary-bands',
    title: 'How many staff are paid £50,000 or more',
    description: 'The number of employees in each £5,000 band of pay from £50,000.',
    theme: 'council',
    frequency: 'annual',
    columns: [
      ...publisher,
      text(
        'pay_band',
        'Band',
        'From and to, in pounds: 50000 to 54999',
        ['RemunerationBand', 'Remuneration Band', 'Salary Band', 'Pay Range'],
        required,
      ),
      whole(
        'employees',
        'Employees',
        'How many are paid in the band',
        ['EmployeeCount', 'Number of Employees', 'Number'],
        required,
      ),
    ],
    primaryKey: ['effective_date', 'pay_band'],
    documentation:
      'Every band has a row, those with nobody in them too, so that the series can be compared year by year.',
    charts: ['bar: pay_band by sum(employees)'],
    duty: 'transparency-senior-salaries',
  },
  {
    id: 'pay-multiple',
    title: 'Pay multiple',
    description: 'The highest pay as a multiple of the median pay of the whole workforce.',
    theme: 'council',
    frequency: 'annual',
    columns: [
      ...publisher,
      text(
        'measure',
        'Measure',
        'Which pay the row is about',
        ['PayMultipleFactor', 'Pay Multiple Factor'],
        required,
      ),
      money('pay', 'Pay', 'The amount in the year', ['RemunerationValue', 'Remuneration'], required),
      text('ratio', 'Ratio', 'The highest pay against this one: 7.14:1', ['Pay Ratio', 'Multiple']),
      text('period', 'Year', 'The financial year: 2025/26', ['Financial Year']),
      text('calculation', 'How it was worked out', 'Which pay was counted', ['ModelCalculation']),
      text('organisation_type', 'Kind of authority', 'Borough, county, unitary …', ['OrganisationType']),
    ],
    primaryKey: ['period', 'measure'],
    documentation:
      'Count all taxable earnings of the year: base pay, variable pay, bonuses, allowances and the cash value of benefits in kind. Say in the notes which day the median was taken on.',
    charts: ['bar: measure by sum(pay)'],
    duty: 'transparency-pay-multiple',
  },
  {
    id: 'organisation-chart',
    title: 'Organisation chart',
    description:
      'Posts in the top three levels of the authority: grade, department, contact, salary and whether vacant.',
    theme: 'council',
    frequency: 'annual',
    columns: [
      ...publisher,
      whole('level', 'Level', '1 is the head of the paid service', ['Tier'], required),
      jobTitle,
      text('reports_to', 'Reports to', 'The job title one level up', ['Reports To', 'Line Manager Post']),
      name,
      text('grade', 'Grade', 'The pay grade', ['Pay Grade']),
      directorate,
      service,
      text(
        'contract_type',
        'Permanent or temporary',
        'Permanent, temporary, interim, fixed term or seconded',
        ['ContractType', 'Permanent/Temporary'],
      ),
      text('shared_post', 'Shared with', 'The other body, where a post is shared', ['SharedPost']),
      text('contact', 'Contact', 'A mailbox or telephone number', ['ContactDetails', 'Contact Details']),
      text('salary_band', 'Salary band', 'In £5,000 steps', ['SalaryBand', 'Salary in £5,000 brackets']),
      money('maximum_salary', 'Most it can be paid', 'The top of the grade', [
        'MaximumSalary',
        'Salary Ceiling',
      ]),
      text('vacant', 'Vacant', 'Whether nobody holds it', ['Vacancy']),
      text('comments', 'Comments', 'Anything that needs saying', ['Comment', 'Notes']),
    ],
    primaryKey: [],
    documentation:
      'The three top levels, every post of them, vacant ones too. Leave out names of staff whose salary is below the line for senior salaries.',
    charts: ['bar: directorate by count'],
    duty: 'transparency-organisation-chart',
  },
  {
    id: 'trade-union-facility-time',
    title: 'Trade union facility time',
    description:
      'How many staff are union representatives, how much working time that takes, and what it costs.',
    theme: 'council',
    frequency: 'annual',
    columns: [
      ...publisher,
      whole(
        'representatives',
        'Union representatives',
        'How many staff, full and part time',
        ['TotalRepresentativeCount', 'Number of relevant union officials'],
        required,
      ),
      decimal('representatives_fte', 'Representatives, full-time equivalent', 'The same as full posts', [
        'FTERepresentativesCount',
      ]),
      whole(
        'mostly_union_duties',
        'Mostly on union duties',
        'Representatives who give at least half their time to them',
        ['TotalRepresentativesMajorityDutyCount'],
      ),
      decimal(
        'mostly_union_duties_fte',
        'Mostly on union duties, full-time equivalent',
        'The same as full posts',
        ['FTERepresentativesMajorityDutyCount'],
      ),
      whole('none_of_their_time', '0% of their time', 'Representatives who gave no working hours', ['0%']),
      whole('up_to_half', '1% to 50% of their time', 'Representatives who gave that share', ['1-50%']),
      whole('half_to_nearly_all', '51% to 99% of their time', 'Representatives who gave that share', [
        '51%-99%',
        '51-99%',
      ]),
      whole('all_of_their_time', '100% of their time', 'Representatives who gave all of it', ['100%']),
      money('cost', 'Cost', 'Estimated spending on facility time: hours times pay', [
        'TotalEstimateSpendingAmount',
        'Total cost of facility time',
      ]),
      money('pay_bill', 'Pay bill', 'The whole pay bill of the year', ['Total pay bill']),
      percentage('share_of_pay_bill', 'Share of the pay bill', 'Cost as a share of the pay bill', [
        'RelativeEstimateSpending',
        'Percentage of pay bill',
      ]),
      percentage(
        'paid_union_activities',
        'Paid union activities',
        'Hours on activities, not duties, as a share of all paid facility time',
        ['Time spent on trade union activities as a percentage of total paid facility time hours'],
      ),
    ],
    primaryKey: ['effective_date'],
    documentation:
      'One row for each year to 31 March. The Code asks for the first figures and the cost; the Regulations ask for the shares of time and of the pay bill. With few representatives, suppress what would tell one person’s hours.',
    charts: ['line: effective_date by sum(cost)'],
    duty: 'facility-time-regulations',
  },
  {
    id: 'councillor-allowances',
    title: 'Councillors’ allowances',
    description: 'What each councillor was paid in the year under the scheme of allowances.',
    theme: 'council',
    frequency: 'annual',
    columns: [
      ...publisher,
      text('year', 'Year', 'The financial year: 2025/26', ['Financial Year', 'Period'], required),
      text(
        'councillor',
        'Councillor',
        'The member’s name',
        ['Name', 'Member', 'Councillor Name', 'Member Name'],
        required,
      ),
      text('ward', 'Ward', 'The ward represented', ['Ward Name', 'Division']),
      text('role', 'Role', 'What a special responsibility was for', ['Position']),
      money('basic_allowance', 'Basic allowance', 'Paid to every member', ['Basic', 'Basic Allowance (£)']),
      money('special_responsibility', 'Special responsibility allowance', 'Paid for a role', [
        'SRA',
        'Special Responsibility Allowance',
      ]),
      money('carers_allowance', 'Dependants’ carers’ allowance', 'For care while on duty', [
        'Carers Allowance',
        'Dependent Carers',
      ]),
      money('travel_subsistence', 'Travel and subsistence', 'Paid for journeys and meals', [
        'Travel',
        'Travel and Subsistence',
        'Expenses',
      ]),
      money('co_optees_allowance', 'Co-optees’ allowance', 'Paid to members who are not councillors', [
        'Co-optee Allowance',
      ]),
      money('total', 'Total', 'All of these together', ['Total Paid', 'Total (£)']),
    ],
    primaryKey: ['year', 'councillor'],
    documentation:
      'One row for each person who was paid, those who left during the year too. These payments are made to office holders, so their names are public.',
    charts: ['bar: councillor by sum(total) top 10'],
    duty: 'members-allowances',
  },
]
