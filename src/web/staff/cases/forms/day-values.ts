/** A day as the three boxes of a date question hold it. */
export function dayValues(field: string, day: Temporal.PlainDate | null): Record<string, string> {
  return {
    [`${field}-day`]: day === null ? '' : String(day.day),
    [`${field}-month`]: day === null ? '' : String(day.month),
    [`${field}-year`]: day === null ? '' : String(day.year),
  }
}
