import { Readable, Writable } from 'node:stream'
import { answerBatch } from '../src/cli/law-batch.ts'
import { builtInCalendars } from '../src/law/index.ts'

/** The rate the batch must hold, with parsing and the `because` of every date. */
const limit = 50_000
const lines = 100_000

const calendars = builtInCalendars()
const shapes = [
  { regime: 'foia', events: [] },
  { regime: 'eir', events: [{ type: 'extended', on: 12 }] },
  {
    regime: 'foia',
    events: [
      { type: 'fees-notice', on: 7 },
      { type: 'fee-received', on: 18 },
    ],
  },
  {
    regime: 'uk-gdpr',
    events: [
      { type: 'clarification-asked', on: 9 },
      { type: 'clarification-received', on: 19 },
    ],
  },
  { regime: 'ropsi', events: [] },
  { regime: 'foia', events: [{ type: 'clarification-asked', on: 4 }] },
]

function makeBatch(): string {
  const start = Temporal.PlainDate.from('2020-01-01')
  const made: string[] = []
  for (let index = 0; index < lines; index++) {
    const received = start.add({ days: index % 2500 })
    const shape = shapes[index % shapes.length]
    const events = shape?.events.map(({ type, on }) => ({ type, on: received.add({ days: on }).toString() }))
    const line = {
      id: `c${index}`,
      regime: shape?.regime,
      nation: 'england',
      received: received.toString(),
      events,
    }
    made.push(JSON.stringify(line))
  }
  return `${made.join('\n')}\n`
}

async function timeBatch(batch: string): Promise<number> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const chunks = batch.match(/[^]{1,65536}/g) ?? []
  const started = performance.now()
  const count = await answerBatch(Readable.from(chunks), nowhere, calendars, () => undefined)
  if (count.errors > 0) throw new Error(`${count.errors} lines of the benchmark failed`)
  return (lines / (performance.now() - started)) * 1000
}

const batch = makeBatch()
await timeBatch(batch)
const rate = await timeBatch(batch)
const inWords = Math.round(rate).toLocaleString('en-GB')
console.log(
  `law due batch: ${inWords}/s (limit ${limit.toLocaleString('en-GB')}/s, ratio ${(rate / limit).toFixed(1)})`,
)
