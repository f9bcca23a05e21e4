import { openInstallation } from '../../../src/installation.ts'
import { readSettings } from '../../../src/kernel/settings.ts'
import { buildApp } from '../../../src/server.ts'
import { openTestDatabase } from '../database.ts'

export type Route = { address: string; methods: string[] }

/** Every address the whole application answers, as `main.ts` wires it. */
export async function listRoutes(): Promise<Route[]> {
  const opened = await openTestDatabase()
  const settings = readSettings({
    MUNIMENT_DATA: opened.dataDirectory,
    MUNIMENT_DEMO: 'no',
    ...(opened.databaseUrl === null ? {} : { DATABASE_URL: opened.databaseUrl }),
  })
  const installation = await openInstallation(settings)
  try {
    const app = await buildApp(installation, { level: 'silent' })
    await app.ready()
    const routes = parseTree(app.printRoutes({ commonPrefix: false }))
    await app.close()
    return routes
  } finally {
    await installation.close()
    await opened.close()
  }
}

/** Fastify prints its routes as a tree, four characters deeper for each part of an address. */
export function parseTree(tree: string): Route[] {
  const path: string[] = []
  const found = new Map<string, Set<string>>()
  for (const line of tree.split('\n')) {
    const parsed = /^((?:│ {3}| {4})*)[├└]── (.*?)(?: \(([A-Z, ]+)\))?$/.exec(line)
    if (!parsed) continue
    const [, indent = '', part = '', methods = ''] = parsed
    path.length = indent.length / 4
    path.push(part)
    const address = path.join('').replace(/(.)\/$/, '$1')
    const own = found.get(address) ?? new Set<string>()
    for (const method of methods.split(', ')) if (method !== '' && method !== 'HEAD') own.add(method)
    found.set(address, own)
  }
  return [...found]
    .map(([address, methods]) => ({ address, methods: [...methods].toSorted() }))
    .filter(({ address, methods }) => methods.length > 0 && !address.startsWith('/assets/'))
    .toSorted((a, b) => (a.address < b.address ? -1 : 1))
}

const groups: readonly { title: string; of: string; has: (address: string) => boolean }[] = [
  {
    title: 'Programs',
    of: 'For other systems: JSON, and what a monitor asks.',
    has: (address) => /^\/(api|healthz|metrics)(\/|$)/.test(address),
  },
  {
    title: 'Staff',
    of: 'For staff who are signed in; never cached, never indexed.',
    has: (address) => /^\/staff(?:[/.]|$)/.test(address),
  },
  { title: 'Public', of: 'For everybody, without a cookie.', has: () => true },
]

/** All addresses as a page of the API book. */
export function addressesPage(routes: readonly Route[]): string {
  const left = [...routes]
  const sections = groups.map(({ title, of, has }) => {
    const own = left.filter(({ address }) => has(address))
    for (const route of own) left.splice(left.indexOf(route), 1)
    const rows = own.map(({ address, methods }) => `| \`${address}\` | ${methods.join(', ')} |`)
    return [`## ${title}`, '', of, '', '| Address | Methods |', '| --- | --- |', ...rows, ''].join('\n')
  })
  return [
    '# Every address',
    '',
    'Made by `npm run docs` from the running application. Do not edit it. A word after a colon stands for a value.',
    'Style sheets and scripts are below `/assets/`, named by their content. `/help/problems` explains every refusal.',
    '',
    ...sections.toReversed(),
  ].join('\n')
}
