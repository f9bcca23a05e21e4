import { refusalOf, type Outcome, type Refusal } from '../kernel/outcome.ts'
import type { Database, Writer } from './connection.ts'

class Refused extends Error {
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal.problem)
    this.refusal = refusal
  }
}

/** One transaction, which is undone where its work ends in a refusal. */
export async function writeOutcome<T>(
  database: Pick<Database, 'write'>,
  work: (tx: Writer) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  try {
    return await database.write(async (tx) => {
      const outcome = await work(tx)
      if (!outcome.ok) throw new Refused(outcome)
      return outcome
    })
  } catch (error) {
    return error instanceof Refused ? error.refusal : refusalOf(error)
  }
}
