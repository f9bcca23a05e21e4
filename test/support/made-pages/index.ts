import { join } from 'node:path'
import { format, resolveConfig } from 'prettier'
import { addressesPage, listRoutes } from './addresses-page.ts'
import { commandsPage } from './commands-page.ts'
import { rolesPage } from './roles-page.ts'
import { templatesPage } from './templates-page.ts'
import { transitionsPage } from './transitions-page.ts'

const root = join(import.meta.dirname, '../../..')

/** The pages that are made from the program, by their path in the checkout, formatted as they are kept. */
export async function madePages(): Promise<Record<string, string>> {
  const pages: Record<string, string> = {
    'docs/guide/transitions.md': transitionsPage(),
    'docs/guide/roles.md': rolesPage(),
    'docs/guide/templates.md': templatesPage(),
    'docs/operate/commands.md': await commandsPage(),
    'docs/api/addresses.md': addressesPage(await listRoutes()),
  }
  const options = (await resolveConfig(join(root, 'docs/page.md'))) ?? {}
  const formatted = await Promise.all(
    Object.entries(pages).map(async ([path, text]) => [
      path,
      await format(text, { ...options, parser: 'markdown' }),
    ]),
  )
  return Object.fromEntries(formatted) as Record<string, string>
}
