/** The kinds of failure that CKAN's clients tell apart, by exactly these words, with their statuses. */
const statuses = {
  'Bad Request Error': 400,
  'Search Query Error': 400,
  'Authorization Error': 403,
  'Not Found Error': 404,
  'Validation Error': 409,
} as const
export type CkanErrorType = keyof typeof statuses

/** A refusal in CKAN's terms: thrown by actions, written by the route as `{ success: false, error }`. */
export class CkanError extends Error {
  readonly type: CkanErrorType
  /** Of a Validation Error: field → what is wrong with it */
  readonly fields: Record<string, string[]>
  constructor(type: CkanErrorType, message: string, fields: Record<string, string[]> = {}) {
    super(message)
    this.name = 'CkanError'
    this.type = type
    this.fields = fields
  }
  get status(): number {
    return statuses[this.type]
  }
  /** What stands under `error`. ckanapi drops everything before the first `: ` of a message, so there is none. */
  toJson(): Record<string, unknown> {
    return { __type: this.type, ...this.fields, ...(this.message === '' ? {} : { message: this.message }) }
  }
}

export function ckanNotFound(what = 'Not found'): CkanError {
  return new CkanError('Not Found Error', what)
}

export function invalidField(field: string, message: string): CkanError {
  return new CkanError('Validation Error', '', { [field]: [message] })
}
