import { cleanText } from '../kit/index.ts'

/** The `page` of an address: a whole number from 1; anything else is the first page. */
export function readPageNumber(value: unknown): number {
  return typeof value === 'string' && /^[1-9]\d{0,5}$/.test(value) ? Number(value) : 1
}

/** One value of a name in an address, cut to `most` characters; empty where there is none. */
export function readQueryText(value: unknown, most = 200): string {
  const one: unknown = Array.isArray(value) ? value[0] : value
  return typeof one === 'string' ? cleanText(one.slice(0, most)) : ''
}

/** Every value of a name that is one of `choices`, in their order. */
export function readQueryChoices<Choice extends string>(
  value: unknown,
  choices: readonly Choice[],
): Choice[] {
  const given = new Set([value].flat())
  return choices.filter((choice) => given.has(choice))
}
