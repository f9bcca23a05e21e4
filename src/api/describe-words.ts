/** What the description and the page both say before the addresses. */
export const intro =
  'Published answers, the law of deadlines, asking for information and, with a token, everything staff do. ' +
  'JSON in UTF-8; days are 2026-01-14; more names may be added to an answer, so ignore those you do not know.'

export const tags = [
  { name: 'Start', description: 'Where to begin' },
  { name: 'Published', description: 'What is public. No key is needed, and any site may read it' },
  { name: 'Data', description: 'Published datasets: rows, totals, downloads, SQL, and what changed' },
  { name: 'Law', description: 'The statutory rules, with their working' },
  { name: 'Requests', description: 'Ask for information, and follow a request by its tracking link' },
  { name: 'Cases', description: 'For staff: every act of the staff site' },
  {
    name: 'Redaction',
    description: 'For staff: what is marked in a case’s documents, and the copies without it',
  },
  { name: 'Release', description: 'For staff: what the release gate found, and letting it go' },
  { name: 'Tasks', description: 'For staff of the services that hold information' },
  { name: 'Audit', description: 'For auditors' },
] as const
