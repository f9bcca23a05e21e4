import type { ProblemCode } from './problems.ts'

/** A refusal: an expected "no", with the facts a person needs to put it right. */
export type Refusal = {
  ok: false
  problem: ProblemCode
  detail?: string
  fields?: FieldError[]
  /** Of `release-stopped`: the ids of the certificates that say what was found */
  certificates?: string[]
}

/** One wrong answer in a form or request body. `field` is the form field's name, or a dotted path. */
export type FieldError = { field: string; message: string }

/** What a command returns: its value, or a refusal. Faults are thrown. */
export type Outcome<T> = { ok: true; value: T } | Refusal

export function success<T>(value: T): { ok: true; value: T } {
  return { ok: true, value }
}

export function refuse(problem: ProblemCode, detail?: string): Refusal {
  return detail === undefined ? { ok: false, problem } : { ok: false, problem, detail }
}

/** A refusal because named fields are wrong; surfaces show each message beside its field. */
export function refuseFields(fields: FieldError[]): Refusal {
  return { ok: false, problem: 'invalid-input', fields }
}

/** Thrown where a refusal must abandon a transaction or a start-up; carries the same code as a refusal. */
export class ProblemError extends Error {
  readonly problem: ProblemCode
  readonly fields: FieldError[]
  constructor(problem: ProblemCode, detail: string, fields: FieldError[] = []) {
    super(detail)
    this.name = 'ProblemError'
    this.problem = problem
    this.fields = fields
  }
}

/** What was thrown as an expected no; anything else is a fault and is thrown on. */
export function refusalOf(error: unknown): Refusal {
  if (!(error instanceof ProblemError)) throw error
  const refusal = refuse(error.problem, error.message)
  return error.fields.length === 0 ? refusal : { ...refusal, fields: error.fields }
}
