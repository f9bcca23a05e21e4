import { templates, type Template } from '../../../src/datasets/index.ts'
import { findDuty, findFrequency } from '../../../src/law/index.ts'

/** docs/guide/templates.md: every template with its columns. */
export function templatesPage(): string {
  return [
    '# Templates for datasets',
    'Made by `npm run docs` from `src/datasets/templates`. Do not edit it.',
    'A template is a list of columns with types, words and charts, and the headings that finance and other systems really ' +
      'export for each. Choose one when you bring the first file in, or give `--template` to ' +
      '[`dataset check`](../operate/commands.md#dataset-check): columns are found by name, by title or by any heading listed. ' +
      'A file need not have every column; those in bold it must.',
    ...templates.flatMap(section),
  ].join('\n\n')
}

function section(template: Template): string[] {
  const { id, title, description, frequency, primaryKey, documentation, columns, duty } = template
  const law = duty === undefined ? null : findDuty(duty)
  const key =
    primaryKey.length === 0
      ? 'Rows have no key.'
      : `Key: ${primaryKey.map((name) => `\`${name}\``).join(', ')}.`
  const often = findFrequency(frequency)?.title ?? frequency
  return [
    `## ${title}`,
    `\`${id}\`. ${description} ${often}. ${key}${law === null ? '' : ` Meets the duty [${law.title}](../law/publication.md).`}`,
    documentation,
    columns.map(lineOf).join('\n'),
  ]
}

function lineOf(column: Template['columns'][number]): string {
  const name = column.required ? `**\`${column.name}\`**` : `\`${column.name}\``
  const type = column.unit === undefined ? column.type : `${column.type}, ${column.unit}`
  const sentences = [
    `${column.title}: ${column.description}`,
    ...(column.values === undefined ? [] : [`One of: ${column.values.join(', ')}`]),
    ...(column.redaction === undefined ? [] : [column.redaction.replace(/\.$/, '')]),
    ...(column.synonyms === undefined ? [] : [`Also headed: ${column.synonyms.join(', ')}`]),
  ]
  return `- ${name} (${type}). ${sentences.map((each) => each.replace(/\.*$/, '.')).join(' ')}`
}
