import { basename } from 'node:path'
import { Command } from 'commander'
import { problems } from '../kernel/problems.ts'
import { inspectApart, listFindings } from '../release/index.ts'
import { examples } from './help.ts'
import { print, printJson } from './output.ts'
import { readInput } from './read-input.ts'

/** `muniment gate`: what a file holds that its reader does not see. Needs no server and keeps nothing. */
export function gateCommand(): Command {
  return new Command('gate')
    .description('Look for what a file would give away: hidden sheets, text under boxes, earlier states …')
    .argument('<file>', 'a PDF, Office, OpenDocument, message, picture or text file; - for standard input')
    .option('--must-not <text...>', 'texts that must not be in it, in any form')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      `${examples('muniment gate answer.xlsx', 'muniment gate letter.pdf --must-not "A Person" --json')}\n\nExit codes: 0 clean; 3 no such file; 7 something was found, or not all of it could be looked into.`,
    )
    .action(runGate)
}

async function runGate(file: string, { mustNot, json }: { mustNot?: string[]; json?: true }): Promise<void> {
  const bytes = await readInput(file)
  const found = await inspectApart(bytes, file === '-' ? 'standard input' : basename(file), mustNot)
  if (json) printJson(listFindings(found))
  else {
    const lines = found.clean ? ['Nothing was found that should not leave.'] : []
    for (const { kind, where, detail } of found.findings) lines.push(`${kind}: ${where}. ${detail}`)
    for (const { kind, where, detail } of found.notes)
      lines.push(`worth knowing, ${kind}: ${where}. ${detail}`)
    print(lines.join('\n'))
  }
  if (!found.clean) process.exitCode = problems['release-stopped'].exit
}
