import { stat } from 'node:fs/promises'
import { Command } from 'commander'
import {
  bytesSource,
  checkFile,
  fileSource,
  findTemplate,
  templates,
  type ByteSource,
  type Check,
  type Template,
} from '../datasets/index.ts'
import { countOf } from '../kernel/count-of.ts'
import { ProblemError } from '../kernel/outcome.ts'
import { problems } from '../kernel/problems.ts'
import type { CommandContext } from './context.ts'
import { datasetDecideCommands } from './dataset-decide.ts'
import { datasetListCommands } from './dataset-list.ts'
import { datasetPublishCommand } from './dataset-publish.ts'
import { datasetQueryCommand } from './dataset-query.ts'
import { datasetRowsCommands } from './dataset-rows.ts'
import { examples, oneOf } from './help.ts'
import { print, printJson, table } from './output.ts'
import { readInput } from './read-input.ts'

/** `muniment dataset`: tables to be published. A check needs no server and no data. */
export function datasetCommand(context: CommandContext): Command {
  const dataset = new Command('dataset')
    .description('Check, publish and ask tables of data')
    .addHelpText(
      'after',
      examples('muniment dataset check spend.csv', 'muniment dataset check - --json < spend.csv'),
    )
  dataset
    .command('check')
    .description('Say what is in a file, what is wrong with it and what to do about it')
    .argument(
      '<file>',
      'a CSV, TSV, TXT, XLSX, ODS or JSON file, or a zip with one inside; - for standard input',
    )
    .option('--sheet <name>', 'the sheet of a workbook, or the file in a zip of several')
    .option('--dates <order>', 'how to read days such as 03/04/2025: day-first or month-first')
    .option('--template <id>', 'hold it against a template, such as spending-over-500')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      examples(
        'muniment dataset check spend.csv',
        'muniment dataset check spend.xlsx --sheet April --json',
        'muniment dataset check spend.csv --template spending-over-500',
      ),
    )
    .action(runCheck)
  dataset.addCommand(datasetPublishCommand(context))
  dataset.addCommand(datasetQueryCommand(context))
  for (const command of [
    ...datasetListCommands(context),
    ...datasetDecideCommands(context),
    ...datasetRowsCommands(context),
  ])
    dataset.addCommand(command)
  return dataset
}

type CheckFlags = { sheet?: string; dates?: string; template?: string; json?: true }

async function runCheck(file: string, { sheet, dates, template, json }: CheckFlags): Promise<void> {
  const order =
    dates === undefined ? undefined : oneOf('--dates', dates, ['day-first', 'month-first'] as const)
  const source = file === '-' ? bytesSource('standard input', await readInput('-')) : await openFile(file)
  const check = await checkFile(source, {
    ...(sheet === undefined ? {} : { sheet }),
    ...(order === undefined ? {} : { dates: order }),
    ...(template === undefined ? {} : { template: templateOf(template) }),
  })
  if (json) printJson(check)
  else print(summaryOf(check))
  if (check.faults.length > 0) process.exitCode = problems['invalid-input'].exit
}

function templateOf(id: string): Template {
  const found = findTemplate(id)
  if (found !== null) return found
  const ids = templates.map((template) => template.id).join(', ')
  throw new ProblemError('usage', `--template must be one of ${ids}, not “${id}”.`)
}

async function openFile(file: string): Promise<ByteSource> {
  const found = await stat(file).catch(() => null)
  if (found?.isFile()) return fileSource(file)
  // What is read only once, such as a pipe; and where there is no file, the words for that.
  return bytesSource(file, await readInput(file))
}

/** The check as a person reads it: what was found, the columns, then what to mend, gravest first. */
function summaryOf(check: Check): string {
  const { columns, faults, ledger } = check
  const inside = check.inside === undefined ? '' : `, inside it ${check.inside.name}`
  const sheet = check.sheet === undefined ? '' : `, sheet “${check.sheet}”`
  const lines = [
    `${ledger.input.name}: ${check.container.toUpperCase()}${inside}${sheet}${check.encoding === null ? '' : `, ${check.encoding}`}`,
  ]
  if (columns.length > 0) {
    const heading = check.headerRow === null ? 'no headings' : `headings in row ${check.headerRow + 1}`
    lines.push(`${countOf(check.rows, 'row')}, ${countOf(columns.length, 'column')}, ${heading}.`, '')
    const rows = columns.map(({ title, name, type, kind, missing, redacted, suppressed }) => [
      `  ${title || '(no heading)'}`,
      name,
      kind === undefined ? type : `${type} (${kind})`,
      [
        ...(missing > 0 ? [`${missing.toLocaleString('en-GB')} missing`] : []),
        ...(redacted > 0 ? [`${redacted.toLocaleString('en-GB')} redacted`] : []),
        ...(suppressed > 0 ? [`${suppressed.toLocaleString('en-GB')} suppressed`] : []),
      ].join(', '),
    ])
    lines.push(table(rows), '')
  }
  if (ledger.steps.length > 0) {
    lines.push('Changed or noted on the way:')
    for (const { count, note } of ledger.steps)
      lines.push(`  ${note}${count > 1 ? ` (${count.toLocaleString('en-GB')})` : ''}`)
    lines.push('')
  }
  const errors = faults.filter(({ severity }) => severity === 'error').length
  lines.push(
    faults.length === 0
      ? 'Nothing is wrong with it.'
      : `${countOf(errors, 'error')}, ${countOf(faults.length - errors, 'warning')}.`,
  )
  for (const { code, severity, rows, count, message, remedy } of faults) {
    const where = rows.length === 0 ? '' : ` Row ${rows.join(', ')}${count > rows.length ? ' …' : ''}.`
    lines.push(
      '',
      `${severity === 'error' ? 'Error' : 'Warning'}: ${message}${where} [${code}]`,
      `  ${remedy}`,
    )
  }
  return lines.join('\n')
}
