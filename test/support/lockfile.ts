import { readFileSync } from 'node:fs'
import { join } from 'node:path'

type Entry = { version?: string; dev?: boolean; optionalDependencies?: Record<string, string> }
export type Lockfile = { packages: Record<string, Entry> }

export const lockfilePath = join(import.meta.dirname, '../../package-lock.json')

export function readLockfile(): Lockfile {
  return JSON.parse(readFileSync(lockfilePath, 'utf8')) as Lockfile
}

/**
 * Packages for other machines that the lockfile asks for and does not have. npm leaves them out where its registry has
 * not got them, and `npm ci` then refuses the lockfile everywhere, whatever machine it runs on.
 */
export function missingPackages({ packages }: Lockfile): { name: string; version: string; dev: boolean }[] {
  const missing = new Map<string, { name: string; version: string; dev: boolean }>()
  for (const entry of Object.values(packages))
    for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
      if (Object.keys(packages).some((path) => path.endsWith(`node_modules/${name}`))) continue
      const dev = entry.dev === true && (missing.get(name)?.dev ?? true)
      missing.set(name, { name, version: range.replace(/^[\^~=v]+/, ''), dev })
    }
  return [...missing.values()]
}
