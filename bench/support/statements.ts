import pg from 'pg'

export type Statement = { text: string; values: unknown[] }

/**
 * Hears every statement that is sent while `work` runs. The driver has no hook for it, and what is measured must be
 * the very statements of the page, not a copy kept here.
 */
export async function hearStatements(work: () => Promise<void>): Promise<Statement[]> {
  const heard: Statement[] = []
  const prototype = pg.Client.prototype as { query: (...given: never[]) => unknown }
  const { query } = prototype
  prototype.query = function (this: pg.Client, ...given: never[]): unknown {
    const [text, values] = given as unknown[]
    if (typeof text === 'string') heard.push({ text, values: Array.isArray(values) ? values : [] })
    return query.apply(this, given)
  }
  try {
    await work()
  } finally {
    prototype.query = query
  }
  return heard
}

/** What can be sent again: reading. A write would not be the same write twice. */
export function readsOf(statements: readonly Statement[]): Statement[] {
  return statements.filter(({ text }) => {
    const start = text.trimStart().slice(0, 6).toLowerCase()
    return (
      (start === 'select' || start.startsWith('with')) &&
      !/\bfor update\b|\binsert into\b|\bupdate "/i.test(text)
    )
  })
}

/** Milliseconds of each turn of sending the statements one after another on one connection. */
export async function timeStatements(
  address: string | { host: string },
  sets: readonly (readonly Statement[])[],
  turns: number,
): Promise<number[]> {
  const client =
    typeof address === 'string'
      ? new pg.Client({ connectionString: address })
      : new pg.Client({ host: address.host, user: 'postgres', database: 'postgres' })
  await client.connect()
  const times: number[] = []
  for (let turn = -sets.length; turn < turns; turn += 1) {
    const set = sets[(turn + sets.length) % sets.length] ?? []
    const began = performance.now()
    for (const { text, values } of set) await client.query(text, values)
    if (turn >= 0) times.push(performance.now() - began)
  }
  await client.end()
  return times
}

export function percentile(times: readonly number[], share: number): number {
  const ordered = times.toSorted((a, b) => a - b)
  return ordered[Math.min(ordered.length - 1, Math.floor(ordered.length * share))] ?? Number.NaN
}
