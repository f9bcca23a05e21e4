import { today } from '../../../kernel/clock.ts'
import { parseDay } from '../../../kernel/dates.ts'
import { ProblemError } from '../../../kernel/outcome.ts'
import {
  caseStatistics,
  outcomeNames,
  parsePeriod,
  recentQuarters,
  toRows,
  type Period,
  type StatisticsRow,
} from '../../../reports/index.ts'
import {
  readState,
  sendCsv,
  toJsonRows,
  twinLink,
  withQuery,
  type App,
  type Column,
} from '../../kit/index.ts'
import { show } from '../answer.ts'
import { requireStaff } from '../session.ts'
import type { StaffServices } from '../staff-services.ts'

const quartersShown = 6

const columns: readonly Column<StatisticsRow>[] = [
  { name: 'group', value: (row) => row.group },
  { name: 'measure', value: (row) => row.measure },
  { name: 'code', value: (row) => row.code },
  { name: 'value', value: (row) => row.value },
]

/** The statistics of the section 45 Code and the national categories, for a period, as a page and as files. */
export function addReportPages(app: App, services: StaffServices): void {
  const read = async (request: Parameters<typeof requireStaff>[0]) => {
    const staff = requireStaff(request, 'read-reports')
    const state = readState(request)
    const day = today(services.clock)
    const quarters = recentQuarters(day, quartersShown)
    const period = periodOf(state.query, quarters)
    const regime = state.query['regime']
    const statistics = await caseStatistics(
      services.database.reader,
      staff.authorityId,
      {
        from: period.from,
        to: period.to,
        ...(regime === 'foia' || regime === 'eir' ? { regime } : {}),
      },
      services.calendars(),
      day,
    )
    return { state, period, quarters, statistics, day }
  }

  app.get('/staff/reports', { config: { private: true } }, async (request, reply) => {
    const { state, period, quarters, statistics, day } = await read(request)
    const years = [day.year, day.year - 1, day.year - 2].map((year) => ({
      code: String(year),
      label: String(year),
    }))
    return show(reply, 'reports/page.njk', {
      title: 'Are we answering on time?',
      period,
      periods: [...quarters, ...years].map(({ code, label }) => ({
        text: label,
        href: withQuery(state, { period: code, from: null, to: null }),
        current: code === period.code,
      })),
      regimes: [
        { text: 'Both laws', href: withQuery(state, { regime: null }), current: statistics.regime === null },
        {
          text: 'Freedom of information',
          href: withQuery(state, { regime: 'foia' }),
          current: statistics.regime === 'foia',
        },
        {
          text: 'Environmental information',
          href: withQuery(state, { regime: 'eir' }),
          current: statistics.regime === 'eir',
        },
      ],
      s: statistics,
      percent: statistics.onTimeRate === null ? null : Math.round(statistics.onTimeRate * 100),
      outcomes: Object.entries(statistics.outcomes).map(([code, cases]) => ({
        text: outcomeNames[code as keyof typeof outcomeNames],
        cases,
      })),
      twins: { csv: twinLink(state, 'csv'), json: twinLink(state, 'json') },
    })
  })
  app.get('/staff/reports.csv', { config: { private: true, rate: 'exports' } }, async (request, reply) => {
    const { statistics, period } = await read(request)
    return sendCsv(reply, `requests-${period.code}`, columns, toRows(statistics))
  })
  app.get('/staff/reports.json', { config: { private: true, rate: 'exports' } }, async (request, reply) => {
    const { statistics } = await read(request)
    const about = { from: String(statistics.from), to: String(statistics.to), regime: statistics.regime }
    const body = { ...about, items: toJsonRows(columns, toRows(statistics)) }
    return reply.type('application/json; charset=utf-8').send(JSON.stringify(body))
  })
}

/** `?period=2026-Q1`, `?period=2026`, or any `?from=…&to=…`; this quarter otherwise. */
function periodOf(query: Record<string, string | string[]>, quarters: Period[]): Period {
  const one = (name: string) => [query[name] ?? ''].flat()[0] ?? ''
  const from = parseDay(one('from'))
  const to = parseDay(one('to'))
  if (from !== null && to !== null && Temporal.PlainDate.compare(from, to) <= 0)
    return { from, to, label: 'The days you chose', code: `${from.toString()}-to-${to.toString()}` }
  const chosen = one('period') === '' ? quarters[0] : parsePeriod(one('period'))
  if (chosen === null || chosen === undefined)
    throw new ProblemError('bad-request', 'The period must be like 2026-Q1 or 2026.')
  return chosen
}
