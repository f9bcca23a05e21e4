import type { AuthorityTable, Reader } from '../../db/index.ts'
import type { Selectable } from 'kysely'
import type { AuthorityId } from '../../kernel/ids.ts'
import { ProblemError } from '../../kernel/outcome.ts'
import { nations } from '../../law/index.ts'
import type { Authority } from '../authority.ts'
import { parseAuthoritySettings } from '../authority-settings.ts'

/** Every authority of this installation, the oldest first. */
export async function loadAuthorities(reader: Reader): Promise<Authority[]> {
  const rows = await reader.selectFrom('authority').selectAll().orderBy('created_at').orderBy('id').execute()
  return rows.map(toAuthority)
}

export function toAuthority(row: Selectable<AuthorityTable>): Authority {
  const nation = nations.find((one) => one === row.nation)
  if (nation === undefined)
    throw new ProblemError('invalid-input', `${row.slug}: ${row.nation} is not a nation of the UK.`)
  return {
    id: row.id as AuthorityId,
    slug: row.slug,
    name: row.name,
    shortName: row.short_name,
    nation,
    hostnames: row.hostnames,
    referencePrefix: row.reference_prefix,
    addressLines: row.address_lines,
    email: row.email,
    phone: row.phone,
    website: row.website,
    colour: row.colour,
    settings: settingsOf(row, nation),
  }
}

function settingsOf(row: Selectable<AuthorityTable>, nation: Authority['nation']): Authority['settings'] {
  try {
    return parseAuthoritySettings(row.settings, nation)
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    throw new ProblemError(error.problem, `Authority ${row.slug}: ${error.message}`, error.fields)
  }
}

/** The authorities as last read, so that a page need not ask the database whose page it is. */
export type AuthorityDirectory = {
  list(): readonly Authority[]
  find(id: string): Authority | null
  /**
   * Whose site an address is: the authority with that hostname; else the one the installation names (null where
   * there is none of that name: another council's site is never shown by mistake); else the first.
   */
  forHost(host: string, fallbackSlug: string | null): Authority | null
  /** Reads them again, after a change here or in another process. */
  reload(): Promise<void>
}

export async function authorityDirectory(reader: Reader): Promise<AuthorityDirectory> {
  let authorities = await loadAuthorities(reader)
  return {
    list: () => authorities,
    find: (id) => authorities.find((authority) => authority.id === id) ?? null,
    forHost(host, fallbackSlug) {
      const name = hostnameOf(host)
      const own = authorities.find((authority) => authority.hostnames.includes(name))
      if (own) return own
      if (fallbackSlug) return authorities.find((authority) => authority.slug === fallbackSlug) ?? null
      return authorities[0] ?? null
    },
    async reload() {
      authorities = await loadAuthorities(reader)
    },
  }
}

/** `Foi.Example.org.:3000` names the same site as `foi.example.org`. */
function hostnameOf(host: string): string {
  return host.toLowerCase().replace(/:\d*$/, '').replace(/\.$/, '')
}
