import { setImmediate as otherWork } from 'node:timers/promises'

/** Milliseconds of work after which whatever else waits has its turn. */
const turn = 8

/** As `map`, for lists long enough that working through one at a go would keep everybody else waiting. */
export async function inTurns<Item, Made>(
  items: readonly Item[],
  work: (item: Item, index: number) => Made,
): Promise<Made[]> {
  const made: Made[] = []
  let began = performance.now()
  for (const [index, item] of items.entries()) {
    made.push(work(item, index))
    if (performance.now() - began < turn) continue
    await otherWork()
    began = performance.now()
  }
  return made
}

/** As `JSON.stringify` of what holds only JSON: lists within the first three levels are written in turns. */
export async function stringifyInTurns(value: unknown, depth = 3): Promise<string> {
  if (Array.isArray(value) && value.length > 20)
    return `[${(await inTurns(value, (each) => JSON.stringify(each ?? null))).join(',')}]`
  if (depth === 0 || typeof value !== 'object' || value === null || Array.isArray(value))
    return JSON.stringify(value)
  const members: string[] = []
  for (const [name, member] of Object.entries(value))
    if (member !== undefined)
      members.push(`${JSON.stringify(name)}:${await stringifyInTurns(member, depth - 1)}`)
  return `{${members.join(',')}}`
}
