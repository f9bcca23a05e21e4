import { isId } from '../../../../kernel/ids.ts'
import type { FormReader } from '../../../kit/index.ts'

/** The id that a list of choices sent; null where nothing was chosen. What is no id was not one of the choices. */
export function readId(form: FormReader, field: string): string | null {
  const text = form.text(field)
  if (text === '') return null
  if (isId(text)) return text
  form.fail(field, 'Select one of the answers')
  return null
}
