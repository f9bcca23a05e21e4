import {
  code,
  day,
  decimal,
  money,
  organisation,
  organisationUri,
  publisher,
  reasons,
  required,
  text,
  whole,
  type Template,
} from './template.ts'

const count = (name: string, title: string, description: string, synonyms: readonly string[]) =>
  whole(name, title, description, synonyms)

export const services: readonly Template[] = [
  {
    id: 'public-health-funerals',
    title: 'Public health funerals',
    description:
      'Funerals the authority arranged because nobody else would or could, without anything that tells who died.',
    theme: 'care',
    frequency: 'quarterly',
    columns: [
      organisation,
      organisationUri,
      text('financial_year', 'Financial year', '2025/26', ['FinancialYear', 'Financial Year']),
      whole('calendar_year', 'Year', 'Of the funeral', ['CalendarYear', 'Year of Funeral']),
      day('funeral_date', 'Date', 'Of the funeral', ['Date', 'Date of Funeral'], {
        redaction: reasons.small,
      }),
      money('cost', 'Cost', 'To the authority', ['Cost of Funeral', 'Funeral Cost']),
      money('recovered', 'Recovered', 'From the estate', ['Amount Recovered', 'Costs Recovered']),
      text('funeral_type', 'Burial or cremation', 'Which of the two', ['Type', 'Burial/Cremation'], {
        values: ['Burial', 'Cremation', 'Unknown'],
      }),
      text('gender', 'Gender', 'Of the person who died', ['Sex']),
      text(
        'age_at_death',
        'Age',
        'At death, in bands of ten years where it would tell who it was',
        ['AgeAtDeath', 'Age', 'Age Band'],
        { redaction: reasons.small },
      ),
    ],
    primaryKey: [],
    documentation:
      'These lists are asked for again and again by those who trace heirs. Names, last addresses, dates of birth and exact dates of death stay out while the estate is open: they invite fraud on it (FOIA 2000 s.31(1)(a)). An estate without kin is referred to the Government Legal Department, which publishes its own list.',
    charts: ['bar: financial_year by count', 'bar: financial_year by sum(cost)'],
  },
  {
    id: 'counter-fraud',
    title: 'Counter-fraud work',
    description: 'Staff, powers used, money spent and cases found in work against fraud.',
    theme: 'council',
    frequency: 'annual',
    columns: [
      ...publisher,
      count('powers_used', 'Powers used', 'Times that powers under the housing fraud Regulations were used', [
        'TotalOccasionsFraudPowers',
      ]),
      count('staff', 'Staff', 'People who investigate and prosecute fraud', ['TotalFraudEmployeesCount']),
      decimal('staff_fte', 'Staff, full-time equivalent', 'The same as full posts', [
        'FTEFraudEmployeesCount',
      ]),
      count('specialists', 'Accredited specialists', 'Professionally accredited counter-fraud staff', [
        'TotalFraudSpecialistsCount',
      ]),
      decimal('specialists_fte', 'Specialists, full-time equivalent', 'The same as full posts', [
        'FTEFraudSpecialistCount',
      ]),
      money('spent', 'Spent', 'On investigating and prosecuting fraud', ['FraudSpentAmount']),
      count('cases', 'Cases investigated', 'Of fraud', ['TotalInvestigatedFraud']),
      count('cases_found', 'Cases proven', 'Of fraud', ['TotalIdentifiedFraud']),
      money('value_found', 'Value found', 'Of fraud', ['ValueFraud']),
      money('value_recovered', 'Value recovered', 'Of fraud', ['ValueFraudRecovered']),
      count('irregularities', 'Irregularities investigated', 'Cases that were not fraud', [
        'TotalInvestigatedIrregularities',
      ]),
      count('irregularities_found', 'Irregularities proven', 'Of these', ['TotalIdentifiedIrregularities']),
      money('irregularities_value', 'Value of irregularities', 'Of these', ['ValueIrregularities']),
      money('irregularities_recovered', 'Value recovered of irregularities', 'Of these', [
        'ValueIrregularitiesRecovered',
      ]),
    ],
    primaryKey: ['effective_date'],
    documentation:
      'One row for each year to 31 March. Counts and money are recommended beyond what must be published.',
    charts: ['line: effective_date by sum(spent)', 'line: effective_date by sum(cases)'],
    duty: 'transparency-fraud',
  },
  {
    id: 'performance-indicators',
    title: 'Council plan: performance indicators',
    description:
      'Each indicator of the council plan with its value, the one before, target, comparison, and whether it got better.',
    theme: 'council',
    frequency: 'quarterly',
    columns: [
      code('indicator_id', 'Number', 'The indicator’s own number', [
        'Indicator ID',
        'Ref',
        'Code',
        'PI Code',
      ]),
      text(
        'indicator',
        'Indicator',
        'What is measured',
        ['Measure', 'Indicator Name', 'PI', 'Title'],
        required,
      ),
      text('theme', 'Theme', 'The part of the plan it belongs to', [
        'Priority',
        'Outcome',
        'Objective',
        'Grouping',
      ]),
      text('area_name', 'Area', 'Where it is measured', [
        'Local authority name',
        'Area Name',
        'station_name',
      ]),
      code('area_code', 'Area code', 'The ONS code of the area', ['Local authority code', 'station_code']),
      text(
        'period',
        'Period',
        'What the value covers: 2025/26, or a day',
        ['Financial year', 'Year', 'Quarter', 'Reporting Period'],
        required,
      ),
      text('unit', 'Unit', 'Percent, number, days, pounds …', ['Unit of Measure', 'Units']),
      decimal('value', 'Value', 'In the period', ['Actual', 'Performance', 'Result', 'Latest Value']),
      decimal('previous_value', 'Value before', 'In the period before', [
        'Previous',
        'Previous Year',
        'Previous Value',
      ]),
      decimal('target', 'Target', 'What was aimed at', ['Target Value']),
      text('better_when', 'Better when', 'Which way is up', ['Polarity', 'Good Is', 'Aim'], {
        values: ['Higher', 'Lower', 'On target', 'Neither'],
      }),
      text(
        'status',
        'Progress',
        'Against the value before',
        ['Progress', 'Direction of Travel', 'DoT', 'Status'],
        {
          values: ['Improved', 'Same', 'Worse', 'Cannot say', 'Not available'],
        },
      ),
      text('target_status', 'Against the target', 'Where it stands', ['RAG', 'RAG Status', 'On Target']),
      text('comparator', 'Compared with', 'The group of areas', ['Comparator Group', 'Benchmark Group']),
      decimal('comparator_value', 'Their value', 'The middle one of the group', [
        'Benchmark',
        'MEDIAN',
        'England',
      ]),
      text('notes', 'Notes', 'What needs saying', ['Comments', 'Commentary', 'Note']),
      text('source', 'Source', 'Where the figure comes from', ['Data Source']),
    ],
    primaryKey: ['indicator', 'area_code', 'period'],
    documentation:
      'One row for each indicator and period. Of the five words for progress, “Cannot say” and “Not available” are left out when the share that improved or stayed the same is worked out: the rest have a direction.',
    charts: ['bar: status by count', 'bar: theme by count'],
  },
  {
    id: 'disclosure-log',
    title: 'Disclosure log',
    description: 'Requests for information that were answered: when, about what, with what outcome.',
    theme: 'council',
    frequency: 'monthly',
    columns: [
      code(
        'reference',
        'Reference',
        'The request’s number',
        ['Ref', 'FOI Ref', 'Request Reference', 'Reference Number', 'ID'],
        required,
      ),
      day('received_on', 'Received', 'When the request arrived', [
        'Received',
        'Date Received',
        'Received Date',
      ]),
      day('answered_on', 'Answered', 'When the answer went out', [
        'Date Answered',
        'Response Date',
        'Date Closed',
        'Date Completed',
      ]),
      text('regime', 'Law', 'The law it was answered under', ['Legislation', 'Request Type']),
      text(
        'title',
        'About',
        'The request in a line',
        ['Subject', 'Title', 'Summary', 'Request', 'Description'],
        required,
      ),
      text('topic', 'Topic', 'What it belongs to', ['Category', 'Directorate', 'Department', 'Service']),
      text('outcome', 'Outcome', 'What came of it', ['Decision', 'Response', 'Result']),
      text('exemptions', 'Exemptions', 'Sections or regulations relied on', [
        'Exemption',
        'Exemptions Applied',
        'Exceptions',
      ]),
      text('link', 'Answer', 'Where the answer can be read', ['URL', 'Link to Response'], { kind: 'uri' }),
    ],
    primaryKey: ['reference'],
    documentation:
      'Who asked is never part of it. The log this site keeps of its own answers has its own pages and files; use this for years before it.',
    charts: ['bar: outcome by count', 'line: month(answered_on) by count'],
  },
  {
    id: 'foi-statistics',
    title: 'Requests for information: statistics',
    description: 'Requests received, answered in time, granted and refused, by quarter.',
    theme: 'council',
    frequency: 'quarterly',
    columns: [
      text('period', 'Quarter', '2026 Q1, or its first and last day', ['Quarter', 'Year'], required),
      text('regime', 'Law', 'FOI, EIR or both', ['Legislation'], { values: ['FOI', 'EIR', 'FOI and EIR'] }),
      count('received', 'Received', 'In the quarter', ['Requests Received', 'Number Received']),
      count('not_processed', 'Not yet processed', 'At the end of the quarter', [
        'Outstanding',
        'Requests Not Processed',
      ]),
      count('processed', 'Processed in full', 'In the quarter', ['Requests Processed', 'Responded']),
      count('in_time', 'Answered in time', 'Of these', [
        'Responded in time',
        'Within deadline',
        'Answered on time',
      ]),
      count('late', 'Answered late', 'Of these', ['Responded late', 'Out of time']),
      count('extended', 'With a permitted extension', 'Of these', ['Extensions']),
      count('granted', 'Granted in full', 'Of these', ['Granted in full', 'Information provided in full']),
      count('granted_in_part', 'Granted in part', 'Of these', ['Partially withheld', 'Part granted']),
      count('refused', 'Refused in full', 'Of these', ['Fully withheld', 'Refused in full']),
      count('reviews', 'Internal reviews', 'Finished in the quarter', ['Internal Reviews']),
    ],
    primaryKey: ['period', 'regime'],
    documentation:
      'The code of practice asks authorities of more than a hundred full-time posts for these. Wait for the last requests of the quarter to fall due before you count.',
    charts: ['line: period by sum(received)', 'bar: period by sum(in_time)'],
    duty: 'foi-statistics',
  },
]
