const numbers = new Intl.NumberFormat('en-GB')

/** `1 row`, `1,204 rows` */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${numbers.format(count)} ${count === 1 ? one : many}`
}
