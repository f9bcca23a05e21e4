import type { Refusal } from '../../../kernel/outcome.ts'
import { problems } from '../../../kernel/problems.ts'
import type { FormReader } from '../../kit/index.ts'

/** Says in the form why a command would not: beside the fields it names, or else beside `field`. */
export function addRefusal(form: FormReader, refusal: Refusal, field: string): void {
  const wrong = refusal.fields ?? []
  for (const { field: name, message } of wrong) form.fail(name, message)
  if (wrong.length === 0) form.fail(field, refusal.detail ?? problems[refusal.problem].title)
}
