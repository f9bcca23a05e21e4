import type { Refusal } from '../../../../kernel/outcome.ts'
import type { FormReader, FormState } from '../../../kit/index.ts'
import { sendRefusal } from '../../../kit/index.ts'
import type { FastifyReply } from '../../../kit/options.ts'

/** A command's refusal after a form: back to the form where fields are named, otherwise the problem's own page. */
export function formRefusal(
  reply: FastifyReply,
  refusal: Refusal,
  form: FormReader,
  show: (state: FormState) => FastifyReply,
): FastifyReply {
  if (refusal.fields === undefined) return sendRefusal(reply, refusal)
  for (const { field, message } of refusal.fields) form.fail(field, message)
  return show(form.state())
}
