import { Command } from 'commander'
import { verifyAudit } from '../audit/index.ts'
import type { Installation } from '../installation.ts'
import { ProblemError } from '../kernel/outcome.ts'
import type { CommandContext } from './context.ts'
import { examples, jsonOption } from './help.ts'
import { note, print, printJson, table } from './output.ts'
import { reportProgress } from './progress.ts'

/** `muniment db`: the database under it all. */
export function dbCommand(context: CommandContext): Command {
  return new Command('db')
    .description('Bring the database up to date, and check it')
    .addCommand(migrateCommand(context))
    .addCommand(statusCommand(context))
    .addCommand(checkCommand(context))
    .addHelpText('after', examples('muniment db status', 'muniment db check'))
}

function migrateCommand(context: CommandContext): Command {
  return new Command('migrate')
    .description('Apply what is missing; every other command does so too before it begins')
    .option(...jsonOption)
    .addHelpText(
      'after',
      examples('muniment db migrate', 'DATABASE_URL=postgres://… muniment db migrate --json'),
    )
    .action((options: { json?: true }) =>
      context.withInstallation(async ({ migrated }) => {
        if (options.json) return printJson({ applied: migrated })
        for (const name of migrated) print(name)
        note(
          migrated.length === 0
            ? 'Nothing to apply: the database is up to date.'
            : `${migrated.length} applied.`,
        )
      }),
    )
}

const counted = [
  'authority',
  'staff',
  'cases',
  'disclosure_entry',
  'published_item',
  'outbox',
  'audit_event',
] as const

function statusCommand(context: CommandContext): Command {
  return new Command('status')
    .description('Say which database is used and how much is in it')
    .option(...jsonOption)
    .addHelpText('after', examples('muniment db status', 'muniment db status --json'))
    .action((options: { json?: true }) =>
      context.withInstallation(async (installation) => {
        const { database } = installation.services
        const rows: Record<string, number> = {}
        for (const name of counted) {
          const { count } = await database.reader
            .selectFrom(name)
            .select((query) => query.fn.countAll<number>().as('count'))
            .executeTakeFirstOrThrow()
          rows[name] = count
        }
        const status = { kind: database.kind, dataDirectory: installation.dataDirectory, rows }
        if (options.json) return printJson(status)
        print(
          table([
            ['database', database.kind],
            ['data directory', installation.dataDirectory],
          ]),
        )
        print(table(Object.entries(rows).map(([name, count]) => [name, String(count)])))
      }),
    )
}

function checkCommand(context: CommandContext): Command {
  return new Command('check')
    .description('Check that the audit trail is whole and that every stored file is there')
    .option(...jsonOption)
    .addHelpText('after', examples('muniment db check', 'muniment db check --json'))
    .action((options: { json?: true }) =>
      context.withInstallation(async (installation) => {
        const progress = reportProgress(options.json === true)
        progress.stage('Checking the audit trail', 0)
        const chains = await verifyAudit(installation.services.database, progress.at)
        progress.stage('Checking the stored files', 0)
        const files = await findMissingFiles(installation, progress.at)
        progress.end()
        if (options.json) printJson({ chains, files })
        else
          print(`${chains.length} audit chains, ${files.looked} files, ${files.missing.length} files missing`)
        if (!options.json) for (const hash of files.missing) print(`missing: ${hash}`)
        const broken = chains.find((chain) => chain.broken !== null)
        if (broken)
          throw new ProblemError(
            'chain-broken',
            'The audit trail is broken: muniment audit verify says where.',
          )
        if (files.missing.length > 0)
          throw new ProblemError(
            'invalid-input',
            `${files.missing.length} files that records name are not in the store.`,
          )
      }),
    )
}

/** Addresses that records name and the file store does not hold. */
async function findMissingFiles(
  { services }: Installation,
  onProgress: (looked: number) => void,
): Promise<{ looked: number; missing: string[] }> {
  const { reader } = services.database
  const documents = await reader.selectFrom('document').select('sha256').distinct().execute()
  const letters = await reader
    .selectFrom('letter')
    .select(['html_sha256', 'pdf_sha256', 'docx_sha256'])
    .execute()
  const named = new Set([
    ...documents.map(({ sha256 }) => sha256),
    ...letters
      .flatMap((row) => [row.html_sha256, row.pdf_sha256, row.docx_sha256])
      .filter((hash) => hash !== null),
  ])
  const missing: string[] = []
  let looked = 0
  for (const hash of named) {
    if (!(await services.files.has(hash))) missing.push(hash)
    looked += 1
    onProgress(looked)
  }
  return { looked, missing }
}
