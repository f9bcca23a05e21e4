import type { DueRule, Duty } from './duty.ts'

/** Any first day of a financial year would do. */
export const yearBegins = '2000-04-01'

export const quarterly: Pick<Duty, 'frequency' | 'due' | 'dueWords'> = {
  frequency: 'quarterly',
  due: { kind: 'periods', every: { months: 3 }, from: yearBegins, due: { after: 'end', months: 1 } },
  dueWords: 'Within one month of the end of each quarter',
}
export const yearly = (months: number): DueRule => ({
  kind: 'periods',
  every: { months: 12 },
  from: yearBegins,
  due: { after: 'end', months },
})
export const annual: Pick<Duty, 'frequency' | 'due' | 'dueWords'> = {
  frequency: 'annual',
  due: yearly(1),
  dueWords: 'Within one month of the end of each year to 31 March',
}
export const standing: Pick<Duty, 'frequency' | 'due' | 'dueWords'> = {
  frequency: 'as-needed',
  due: { kind: 'standing' },
  dueWords: 'Always there, and changed when it changes',
}
