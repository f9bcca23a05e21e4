import type { FormState } from './forms.ts'

/** A form as the macros read it: each field's value and message, and the lines of the error summary. */
export type FormView = {
  values: FormState['values']
  errors: FormState['errors']
  messages: Record<string, string>
  summary: { text: string; href: string }[]
}

/** The first message of each field stands beside it; the summary links to the field's own id. */
export function toFormView(state: FormState): FormView {
  const messages: Record<string, string> = {}
  for (const { field, message } of state.errors) messages[field] ??= message
  return {
    values: state.values,
    errors: state.errors,
    messages,
    summary: state.errors.map(({ field, message }) => ({ text: message, href: `#${fieldId(field)}` })),
  }
}

/** The id of a field's first control. Dots and brackets, as in `parts[2].outcome`, become hyphens. */
function fieldId(field: string): string {
  return field.replace(/[^A-Za-z0-9_-]+/g, '-').replace(/-+$/, '')
}
