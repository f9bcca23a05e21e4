import { caseStatistics, outcomeCategories, parsePeriod, recentQuarters } from '../../reports/index.ts'
import { today } from '../../kernel/clock.ts'
import { isBefore } from '../../kernel/dates.ts'
import { ProblemError } from '../../kernel/outcome.ts'
import type { App } from '../../web/kit/index.ts'
import type { ApiServices } from '../api-services.ts'
import { publicExport } from '../route-settings.ts'
import { answers, day, named, nullable, oneOf, text, Type } from '../schemas.ts'

const mostYears = 5
const count = Type.Integer()
const counts = <Name extends string>(...names: readonly Name[]) =>
  Type.Object(Object.fromEntries(names.map((name) => [name, count])) as Record<Name, typeof count>)

const schema = named('Statistics', {
  from: day(),
  to: day(),
  regime: nullable(oneOf(['foia', 'eir'])),
  received: count,
  receivedEir: count,
  open: count,
  openWaitingClarification: count,
  openFeeOutstanding: count,
  openOverLimit: count,
  answered: count,
  inTime: count,
  late: count,
  extended: count,
  onTimeRate: nullable(Type.Number({ description: 'Of those answered, from 0 to 1' })),
  outcomes: counts(...outcomeCategories),
  national: Type.Object(
    counts(
      'total',
      'accessibleElsewhereOnly',
      'resolvable',
      'grantedInFull',
      'partlyWithheld',
      'fullyWithheld',
      'clarification',
      'notHeld',
      'vexatious',
      'repeated',
      'overCostLimit',
    ).properties,
    { description: 'The lines of the Cabinet Office’s statistics' },
  ),
  exemptions: Type.Array(
    Type.Object({ regime: oneOf(['foia', 'eir']), code: Type.String(), title: Type.String(), cases: count }),
  ),
  reviews: counts('received', 'open', 'upheld', 'upheldInPart', 'overturned', 'inTime', 'late'),
  topics: Type.Array(Type.Object({ topic: Type.String(), cases: count })),
  backlog: Type.Array(Type.Object({ on: day(), open: count }), {
    description: 'Open at the end of each week',
  }),
})

/** The figures a council publishes about its own requests. */
export function registerStatistics(api: App, services: ApiServices): void {
  api.get(
    '/api/v1/statistics',
    {
      config: publicExport,
      schema: {
        tags: ['Published'],
        summary: 'Read how requests were answered in a period',
        description:
          'Of the requests received in the period, as they stand today. Without a period: the last whole quarter.',
        querystring: Type.Object({
          from: Type.Optional(day('First day; needs `to`')),
          to: Type.Optional(day('Last day, itself counted')),
          period: Type.Optional(text(10, 'In place of both: `2026` or `2026-Q1`')),
          regime: Type.Optional(oneOf(['foia', 'eir'])),
        }),
        response: answers(200, schema),
      },
    },
    async (request) => {
      const authority = services.authorityFor(request)
      const now = today(services.clock)
      const { from, to } = periodOf(request.query, now)
      const { regime } = request.query
      const found = await caseStatistics(
        services.database.reader,
        authority.id,
        { from, to, ...(regime === undefined ? {} : { regime }) },
        services.calendars(),
        now,
      )
      const { outcomes, national, reviews } = found
      return {
        from: found.from.toString(),
        to: found.to.toString(),
        regime: found.regime,
        received: found.received,
        receivedEir: found.receivedEir,
        open: found.open,
        openWaitingClarification: found.openWaitingClarification,
        openFeeOutstanding: found.openFeeOutstanding,
        openOverLimit: found.openOverLimit,
        answered: found.answered,
        inTime: found.inTime,
        late: found.late,
        extended: found.extended,
        onTimeRate: found.onTimeRate,
        outcomes: pick(outcomes, schema.properties.outcomes.properties),
        national: pick(national, schema.properties.national.properties),
        exemptions: found.exemptions.map(({ regime: law, code, title, cases }) => ({
          regime: law,
          code,
          title,
          cases,
        })),
        reviews: pick(reviews, schema.properties.reviews.properties),
        topics: found.topics.map(({ topic, cases }) => ({ topic, cases })),
        backlog: found.backlog.map(({ on, open }) => ({ on: on.toString(), open })),
      }
    },
  )
}

/** Only the named figures, whatever else there may come to be. */
function pick<Name extends string>(
  figures: Record<Name, number>,
  wanted: Record<Name, unknown>,
): Record<Name, number> {
  const names = Object.keys(wanted) as Name[]
  return Object.fromEntries(names.map((name) => [name, figures[name]])) as Record<Name, number>
}

type Asked = { from?: string; to?: string; period?: string }

function periodOf(
  asked: Asked,
  now: Temporal.PlainDate,
): { from: Temporal.PlainDate; to: Temporal.PlainDate } {
  const wrong = (field: string, message: string): ProblemError =>
    new ProblemError('bad-request', message, [{ field, message }])
  if (asked.period !== undefined) {
    const period = parsePeriod(asked.period)
    if (period === null)
      throw wrong('period', 'The period must be a year or a quarter, such as 2026 or 2026-Q1.')
    return period
  }
  if (asked.from === undefined && asked.to === undefined) {
    const last = recentQuarters(now, 2)[1]
    if (last === undefined) throw new Error('two quarters were asked for')
    return last
  }
  if (asked.from === undefined || asked.to === undefined)
    throw wrong(asked.from === undefined ? 'from' : 'to', 'Give both the first and the last day.')
  const from = Temporal.PlainDate.from(asked.from)
  const to = Temporal.PlainDate.from(asked.to)
  if (isBefore(to, from)) throw wrong('to', 'The last day must not be before the first.')
  if (isBefore(from.add({ years: mostYears }), to))
    throw wrong('to', `A period is ${mostYears} years at most.`)
  return { from, to }
}
