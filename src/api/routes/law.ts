import {
  answerBatchLine,
  calendarOf,
  cite,
  clockEventTypes,
  clockRegimes,
  computeClock,
  exemptions,
  firstYear,
  holidays,
  lastYear,
  nations,
  type Calendars,
  type ClockEvent,
} from '../../law/index.ts'
import { parseDay } from '../../kernel/dates.ts'
import { ProblemError } from '../../kernel/outcome.ts'
import { checkInput } from '../check-input.ts'
import type { App } from '../../web/kit/index.ts'
import { valueOf } from '../access.ts'
import type { ApiServices } from '../api-services.ts'
import { stepSchema } from '../present/step.ts'
import { publicRead } from '../route-settings.ts'
import { answers, body, day, named, nullable, oneOf, text, Type } from '../schemas.ts'

const tags = ['Law']
const mostLines = 1000

const steps = Type.Array(stepSchema, { description: 'How the date was worked out, step by step' })

const line = {
  id: Type.Optional(Type.Union([text(200), Type.Number()])),
  regime: oneOf(clockRegimes),
  nation: Type.Optional(oneOf(nations, { description: 'England unless given' })),
  received: day(),
  events: Type.Optional(
    Type.Array(body({ type: oneOf(clockEventTypes), on: day(), until: Type.Optional(nullable(day())) }), {
      maxItems: 100,
      description: 'In the order they happened',
    }),
  ),
}
const batch = {
  requests: Type.Array(Type.Unknown(), {
    minItems: 1,
    maxItems: mostLines,
    description: `Up to ${mostLines} of the above. A wrong one is answered with its error, the others with their dates.`,
  }),
}
const oneLine = body(line)
const manyLines = body(batch)
const lineAnswer = {
  id: Type.Union([Type.String(), Type.Number(), Type.Null()]),
  due: nullable(day('Null while the authority waits for the applicant')),
  because: steps,
}
const lineError = Type.Object({
  id: Type.Optional(Type.Union([Type.String(), Type.Number()])),
  line: Type.Integer({ description: 'From 1' }),
  error: Type.String(),
})

const checkOne = checkInput({ schema: oneLine, method: 'POST', url: '', httpPart: 'body' })
const checkMany = checkInput({ schema: manyLines, method: 'POST', url: '', httpPart: 'body' })
/** What is wrong is said of the shape that was meant: many lines where there is a list of them, else one. */
const checkEither = (given: unknown) =>
  (typeof given === 'object' && given !== null && 'requests' in given ? checkMany : checkOne)(given)

/** The statutory rules. They are about no authority in particular, so they are the same wherever they are asked. */
export function registerLaw(api: App, services: ApiServices): void {
  api.get(
    '/api/v1/law/due',
    {
      config: publicRead,
      schema: {
        tags,
        summary: 'Work out one statutory date',
        querystring: Type.Object({
          regime: oneOf(clockRegimes),
          received: day(),
          nation: Type.Optional(oneOf(nations)),
          event: Type.Optional(
            Type.Array(text(80), {
              maxItems: 100,
              description: '`type:date` or `type:date:until`; may be given again',
            }),
          ),
        }),
        response: answers(
          200,
          named('DueDate', {
            due: lineAnswer.due,
            rule: Type.String({ description: 'The period, in words' }),
            waitingFor: nullable(oneOf(['clarification', 'fee', 'identity'])),
            lapsesOn: nullable(day('The last day on which what is awaited can come')),
            noticeBy: nullable(day('The last day to tell of an extension')),
            calendar: Type.Object({ id: Type.String(), version: Type.String() }),
            because: steps,
          }),
          ['invalid-input'],
        ),
      },
    },
    (request) => {
      const { regime, received, nation = 'england', event = [] } = request.query
      const events = event.map(readEvent)
      const input = { regime, nation, received: Temporal.PlainDate.from(received), events }
      const result = valueOf(computeClock(input, services.calendars()))
      return {
        due: result.due?.toString() ?? null,
        rule: result.rule,
        waitingFor: result.waitingFor ?? null,
        lapsesOn: result.lapsesOn?.toString() ?? null,
        noticeBy: result.noticeBy?.toString() ?? null,
        calendar: { id: result.calendarId, version: result.calendarVersion },
        because: result.because.map(({ date, text: words, citation }) => ({ date, text: words, citation })),
      }
    },
  )

  api.post(
    '/api/v1/law/due',
    {
      config: { rate: 'api', formCheck: false },
      validatorCompiler: () => checkEither,
      schema: {
        tags,
        summary: 'Work out one date or many',
        description: 'The lines are those of `muniment law due --batch`.',
        body: Type.Unsafe<Record<string, unknown>>({ anyOf: [oneLine, manyLines] }),
        response: answers(
          200,
          Type.Union([
            named('LineAnswer', lineAnswer),
            named('BatchAnswer', { results: Type.Array(Type.Union([Type.Object(lineAnswer), lineError])) }),
          ]),
          ['invalid-input'],
        ),
      },
    },
    (request) => answerLines(request.body, services.calendars()),
  )

  api.get(
    '/api/v1/law/calendar/:year',
    {
      config: publicRead,
      schema: {
        tags,
        summary: 'List the bank holidays of a year',
        params: Type.Object({ year: Type.Integer({ minimum: firstYear, maximum: lastYear }) }),
        querystring: Type.Object({
          nation: Type.Optional(oneOf(nations, { description: 'All of the United Kingdom without it' })),
        }),
        response: answers(
          200,
          named('BankHolidays', {
            year: Type.Integer(),
            calendar: Type.Object({ id: Type.String(), version: Type.String() }),
            holidays: Type.Array(
              Type.Object({
                date: day(),
                title: Type.String(),
                divisions: Type.Array(Type.String()),
                announcedOn: nullable(day('Where it was proclaimed and not made by the rules')),
              }),
            ),
          }),
          ['not-found'],
        ),
      },
    },
    (request) => {
      const { nation } = request.query
      const id = nation === undefined ? ('uk-all' as const) : calendarOf(nation)
      const calendars = services.calendars()
      return {
        year: request.params.year,
        calendar: { id, version: calendars.version },
        holidays: holidays(calendars, id, request.params.year).map(
          ({ date, title, divisions, announcedOn }) => ({
            date,
            title,
            divisions,
            announcedOn: announcedOn ?? null,
          }),
        ),
      }
    },
  )

  api.get(
    '/api/v1/law/exemptions',
    {
      config: publicRead,
      schema: {
        tags,
        summary: 'List exemptions, exceptions and exclusions',
        querystring: Type.Object({ regime: Type.Optional(oneOf(['foia', 'eir', 'ropsi'])) }),
        response: answers(
          200,
          named('Exemptions', {
            items: Type.Array(
              named('Exemption', {
                id: Type.String(),
                regime: oneOf(['foia', 'eir', 'ropsi']),
                section: Type.String(),
                title: Type.String(),
                plain: Type.String(),
                class: oneOf(['absolute', 'qualified', 'mixed']),
                basis: oneOf(['prejudice', 'class']),
                publicInterestTest: Type.Boolean(),
                neitherConfirmNorDeny: nullable(Type.String()),
                qualifiedPerson: Type.Boolean(),
                refusalContent: Type.Array(Type.String(), { description: 'What a refusal must say' }),
                citation: Type.Object({ text: Type.String(), url: Type.String({ format: 'uri' }) }),
              }),
            ),
          }),
        ),
      },
    },
    (request) => ({
      items: exemptions
        .filter(({ regime }) => request.query.regime === undefined || regime === request.query.regime)
        .map((rule) => ({
          id: rule.id,
          regime: rule.regime,
          section: rule.section,
          title: rule.title,
          plain: rule.plain,
          class: rule.class,
          basis: rule.basis,
          publicInterestTest: rule.publicInterestTest,
          neitherConfirmNorDeny: rule.neitherConfirmNorDeny,
          qualifiedPerson: rule.qualifiedPerson,
          refusalContent: [...rule.refusalContent],
          citation: { text: cite(rule.citation), url: rule.citation.url },
        })),
    }),
  )
}

function readEvent(written: string, index: number): ClockEvent {
  const [name, date, untilDate, ...more] = written.split(':')
  const type = clockEventTypes.find((known) => known === name)
  const on = parseDay(date ?? '')
  const until = untilDate === undefined ? undefined : parseDay(untilDate)
  if (type === undefined || on === null || until === null || more.length > 0) {
    const message = `Write type:date or type:date:until, such as clarification-asked:2026-01-14. The types are ${clockEventTypes.join(', ')}.`
    throw new ProblemError('bad-request', message, [{ field: `event.${index}`, message }])
  }
  return { type, on, ...(until === undefined ? {} : { until }) }
}

type Line = {
  id: string | number | null
  due: string | null
  because: { date: string; text: string; citation: string }[]
}
type LineError = { id?: string | number; line: number; error: string }

/** The same lines as at the command line, by the same reader, so that neither can come to say something else. */
function answerLines(
  asked: Record<string, unknown>,
  calendars: Calendars,
): Line | { results: (Line | LineError)[] } {
  const answer = (line: unknown, index: number): Line | LineError =>
    JSON.parse(answerBatchLine(JSON.stringify(line), index + 1, calendars).text) as Line | LineError
  const { requests } = asked
  if (Array.isArray(requests)) return { results: requests.map(answer) }
  const one = answer(asked, 0)
  if (!('error' in one)) return one
  const [, field = '', message = one.error] = /^([\w.]+): (.*)$/s.exec(one.error) ?? []
  throw new ProblemError('invalid-input', one.error, [{ field, message }])
}
